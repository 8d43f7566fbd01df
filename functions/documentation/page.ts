import type { Media } from '../../lib/http/reply.ts';

/** What the page may load: its own parts and nothing from anywhere else, so that it also works without the internet. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rota: the API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <div id="document"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/show.js"></script>
  </body>
</html>
`;

const script = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#document', deepLinking: true, validatorUrl: null, persistAuthorization: false });
`;

/** The page that shows the document. Its parts are named relative to \`/ownership/v1/docs\`. */
export const page: Media = { mediaType: 'text/html; charset=utf-8', text: html };

/** What has the viewer show the document; a file of its own, since the page allows no script in itself. */
export const showScript: Media = { mediaType: 'text/javascript; charset=utf-8', text: script };
