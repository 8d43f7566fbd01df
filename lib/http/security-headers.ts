/**
 * What every answer tells a browser: that it is what it says it is, that nobody keeps it, that it comes by HTTPS only, and that, taken for a
 * page, it may neither load nor do anything. A route may say otherwise.
 *
 * Source: "REST Security Cheat Sheet", section "Security headers", of the OWASP Cheat Sheet Series.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
