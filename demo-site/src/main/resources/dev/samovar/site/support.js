// Whether this browser can run the engine, and what its user can do where it cannot.

/** Null, or { title, advice: [sentences] }. */
export async function missing() {
  if (!window.isSecureContext) {
    return {
      title: 'This address is not secure enough for WebGPU.',
      advice: ['Browsers offer it to https:// addresses and to http://localhost only. Open the page at one of those.'],
    };
  }
  if (!hasWasmGc()) {
    return {
      title: 'This browser is too old to run the engine: it lacks WebAssembly garbage collection.',
      advice: ['Chrome and Edge have it from version 119, Firefox from 120, Safari from 18.2. Update, then load the page again.'],
    };
  }
  if (!navigator.gpu) return { title: 'This browser has no WebGPU, on which the model runs.', advice: forThisBrowser() };
  if (await navigator.gpu.requestAdapter()) return null;
  return {
    title: 'The browser has WebGPU but found no graphics processor it may use.',
    advice: [...forThisBrowser(), 'Check that hardware acceleration is on in the browser’s settings, and that the graphics driver is up to date.'],
  };
}

// A module with one empty struct type: valid only where structs exist.
function hasWasmGc() {
  return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 3, 1, 0x5f, 0]));
}

function forThisBrowser() {
  const agent = navigator.userAgent;
  const linux = /Linux/.test(agent) && !/Android/.test(agent);
  if (/Firefox\//.test(agent)) {
    return ['Firefox has WebGPU on Windows from version 141 and on Macs with Apple processors from 145.',
      'Elsewhere, open about:config and set dom.webgpu.enabled to true, or use Chrome or Edge.'];
  }
  if (/iPhone|iPad/.test(agent)) return ['Update to iOS 26 or newer; every browser there has WebGPU from then on.'];
  if (/Safari\//.test(agent) && !/Chrom(e|ium)\//.test(agent)) return ['Safari has WebGPU from version 26. Update macOS or Safari, or use Chrome.'];
  if (/Android/.test(agent)) return ['Chrome for Android has WebGPU from version 121 on Android 12 and newer.'];
  if (linux) {
    return ['Under Linux, open chrome://flags/#enable-unsafe-webgpu and chrome://flags/#enable-vulkan, enable both, and restart the browser.',
      'chrome://gpu then lists WebGPU as hardware accelerated.'];
  }
  return ['Chrome and Edge have WebGPU from version 113. Update the browser, then load the page again.'];
}
