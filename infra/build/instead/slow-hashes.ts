/** Stands in a bundle for the SDK's own hash functions, which are for a Node without OpenSSL. */
class NoHash {
  constructor() {
    throw new Error('This Node has no hash function of its own.');
  }
}

export { NoHash as Md5Js, NoHash as Sha1Js, NoHash as Sha256Js };
