import { inject } from 'vitest';
import { connect } from '../../client/connection.ts';
import { ownershipClient } from '../../client/ownership-client.ts';
import { checkAnswer } from './api-document.ts';
import { tokenWith } from './rota.ts';

const checkedFetch: typeof fetch = async (url, request) => {
  const answer = await fetch(url, request);
  const text = await answer.clone().text();
  const { pathname } = new URL(String(url));
  const body = text === '' ? undefined : JSON.parse(text);
  checkAnswer(request?.method ?? 'GET', pathname, { status: answer.status, body });
  return answer;
};

/** The running service with every scope. Each answer has to be one that the API's document describes. */
export const rota = ownershipClient(
  connect({ apiUrl: inject('host').apiUrl, token: () => tokenWith(), fetch: checkedFetch }),
);
