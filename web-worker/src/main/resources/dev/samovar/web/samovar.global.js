// For pages with classic scripts: defines the global `samovar` with createEngine, which loads the module when called.
globalThis.samovar = {
  createEngine: ((base) => async (...args) => (await import(new URL('samovar.js', base))).createEngine(...args))(
    document.currentScript.src,
  ),
};
