import { ownerProperty, singular } from '../object-type.ts';
import type { Notification } from './notification.ts';

const whatOf = ({ count, objectType, properties }: Notification): string => {
  const records = count === 1 ? `1 ${singular(objectType)}` : `${count} ${objectType}`;
  return properties.includes(ownerProperty) ? records : `${records} as ${properties.join(', ')}`;
};

/** One line of at most 100 ASCII characters, as the subject of an e-mail from SNS must be. */
export const notificationSubject = (notification: Notification): string => {
  const subject = `You were given ${whatOf(notification)}`;
  return subject.length <= 100 ? subject : `${subject.slice(0, 97)}...`;
};

const sentenceOf = (notification: Notification): string => {
  const { source, actor } = notification;
  const what = whatOf(notification);
  switch (source) {
    case 'API':
      return `${actor} gave you ${what}.`;
    case 'BULK':
      return `${actor} gave you ${what} in bulk.`;
    case 'ROTATION':
      return `A rotation gave you ${what}.`;
    case 'WORKFLOW':
      return `A workflow gave you ${what}.`;
    case 'SALESFORCE':
      return `You were given ${what} in Salesforce.`;
    case 'UNDO':
      return `${actor} undid a change: you have ${what} back.`;
  }
};

/** The notification as plain English, without links, for whoever reads it as an e-mail. */
export const notificationText = (notification: Notification): string => {
  const { ownerName, records, count, at, runId, actor } = notification;
  const greeting = ownerName === '' ? 'Hello,' : `Hello ${ownerName},`;
  const lines = records.map(({ id, name }) => (name === null ? `- ${id}` : `- ${name} (${id})`));
  const others = count - records.length;
  const rest = others === 0 ? [] : [`and ${others} ${others === 1 ? 'other' : 'others'}.`];
  const when = `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
  return [
    greeting,
    '',
    sentenceOf(notification),
    '',
    ...lines,
    ...rest,
    '',
    `It goes back to ${actor}: ${when}, run ${runId}.`,
    '',
  ].join('\n');
};
