import { describe, expect, test } from 'vitest';
import { slimSchemas } from '../../../infra/build/slim-schemas.ts';

const source = `const _h = "http";
const _m = "message";
const n0 = "com.example";
export var Put$ = [9, n0, _m, { [_h]: ["PUT", "/", 200], [_unknown]: 1 }];
export var Known$ = [-3, n0, "Known", { [_h]: 400 }, [_m], [0]];
n0_registry.registerError(Known$, Known);
export var Other$ = [-3, n0, "Other", { [_h]: 404 }, [_m], [0]];
n0_registry.registerError(Other$, Other);
_s_registry.registerError(Base$, Base);
`;

describe('the schemas of a client', () => {
  const slim = slimSchemas(source, (name) => name === 'Known');

  test('have the names of their traits in place of constants, where these are known', () => {
    expect(slim).toContain('Put$ = [9, n0, _m, { "http": ["PUT", "/", 200], [_unknown]: 1 }];');
  });

  test('register the errors that somebody names, and the base of all', () => {
    expect(slim.match(/registerError\(.*\)/g)).toEqual([
      'registerError(Known$, Known)',
      'registerError(Base$, Base)',
    ]);
  });

  test('are otherwise as they were', () => {
    const shortened = source
      .replaceAll('[_h]:', '"http":')
      .replace('n0_registry.registerError(Other$, Other);', '');
    expect(slim).toBe(shortened);
  });
});
