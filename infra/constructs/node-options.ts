/**
 * V8's young generation grows with what survives in it, to 96 MB, and is hardly ever given back: without a limit a function that has
 * written a few hundred chunks of an import takes twice the memory of one that has written ten. See docs/performance.md.
 */
export const NODE_OPTIONS = '--max-semi-space-size=4';
