import { NotFound } from '../domain/errors.ts';
import type { Route } from './api.ts';

/**
 * A route that also answers with a slash at its end, as HubSpot's client asks for lists. An HTTP API takes no key that ends in
 * a slash, but `{proxy+}` matches nothing, too: whatever else it matches does not exist.
 */
export const orTrailingSlash =
  (route: Route): Route =>
  async (request) => {
    const { proxy = '' } = request.path;
    if (proxy.replaceAll('/', '') !== '') throw new NotFound('There is no such route.');
    return route(request);
  };
