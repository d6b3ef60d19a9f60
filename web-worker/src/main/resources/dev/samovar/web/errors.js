// The errors a page can meet. They arrive from the Worker as data and leave here as real Error subclasses.

/** Base of all: `type`, `code` and `param` as in OpenAI's error object, or null. */
export class SamovarError extends Error {
  constructor(message, { type = 'server_error', code = null, param = null } = {}) {
    super(message);
    this.type = type;
    this.code = code;
    this.param = param;
  }
}

/** The request must change; `param` names the field. */
export class InvalidRequestError extends SamovarError {}
/** The model's file is damaged or of a kind the engine does not know. */
export class ModelFormatError extends SamovarError {}
/** The model's file could not be had. */
export class ModelFetchError extends SamovarError {}
/** WebGPU is missing (`code` is `webgpu_unavailable`), out of memory, or failed. */
export class GpuError extends SamovarError {}
/** The engine's Worker died; the next call starts a new one. */
export class EngineCrashedError extends SamovarError {}

const classes = { InvalidRequestError, ModelFormatError, ModelFetchError, GpuError, EngineCrashedError };
for (const [name, type] of Object.entries({ SamovarError, ...classes })) {
  Object.defineProperty(type.prototype, 'name', { value: name, configurable: true, writable: true });
}

/** The error a Worker told of. */
export function errorFrom({ name, message, ...fields }) {
  return new (classes[name] ?? SamovarError)(message, fields);
}
