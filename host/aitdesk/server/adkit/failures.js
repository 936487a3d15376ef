// @ts-check
// Why a banner failed, in the numbers of the SDK (web-bridge 2.10.8).

/** @typedef {{ code: number, message: string }} Failure */

const INTERNAL_ERROR = 1017;

/** @type {Record<string, number>} */
const FAILURE_CODES = bare({
  NETWORK_ERROR: 1001,
  INVALID_REQUEST: 1002,
  NO_AD: 1003,
  ERROR: 1004,
  INVALID_SPACE: 1005,
  SDK_NOT_INITIALIZED: 1007,
  HTTP_TIMEOUT: 1008,
  EXECUTION_FAIL: 1009,
  INTERRUPTED: 1010,
  FAIL: 1011,
  BLOCKED: 1012,
  TIMEOUT: 1013,
  LIMITED_AD: 1014,
  CONSENT_REQUIRED: 1015,
  TEST_MODE: 1016,
});

/**
 * @param {string} name
 * @param {string} message
 * @returns {Failure}
 */
function failed(name, message) {
  return { code: FAILURE_CODES[name] ?? INTERNAL_ERROR, message };
}

/**
 * Returns why an answer brings no ad, undefined when it brings one or there simply is none.
 * @param {{ resultType: string, success?: { status?: string }, error?: { reason?: string } }} envelope
 * @returns {Failure | undefined}
 */
function failureOf(envelope) {
  const resultType = envelope.resultType;
  const reason = own(own(envelope, "error"), "reason") ?? resultType;
  if (resultType === "INTERNAL_ERROR") return failed("ERROR", reason);
  if (resultType !== "SUCCESS") return failed(resultType, reason);
  const status = own(own(envelope, "success"), "status") ?? "OK";
  if (status === "OK" || status === "TEST_MODE" || status === "NO_AD") return undefined;
  return failed(status, `Ad response status: ${status}`);
}
