/** The files of packages that lie beside the bundle, compressed: the viewer of the document. */
export const assets = ['swagger-ui-dist/swagger-ui-bundle.js', 'swagger-ui-dist/swagger-ui.css'] as const;
