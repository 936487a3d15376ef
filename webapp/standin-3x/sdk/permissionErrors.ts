// Stand-in for SDK 3.x, written anew and not the SDK's code: the errors of denied permissions. Their
// names and texts are the SDK's.

export type Denied = new () => PermissionError;

export class PermissionError extends Error {
  constructor({ methodName, message }: { methodName: string; message: string }) {
    super(message);
    this.name = `${methodName} permission error`;
  }
}

export class FetchAlbumPhotosPermissionError extends PermissionError {
  constructor() {
    super({ methodName: "fetchAlbumPhotos", message: "사진첩 권한이 거부되었어요." });
  }
}

export class FetchContactsPermissionError extends PermissionError {
  constructor() {
    super({ methodName: "fetchContacts", message: "연락처 권한이 거부되었어요." });
  }
}

export class OpenCameraPermissionError extends PermissionError {
  constructor() {
    super({ methodName: "openCamera", message: "카메라 권한이 거부되었어요." });
  }
}

export class GetCurrentLocationPermissionError extends PermissionError {
  constructor() {
    super({ methodName: "getCurrentLocation", message: "위치 권한이 거부되었어요." });
  }
}

export class GetClipboardTextPermissionError extends PermissionError {
  constructor() {
    super({ methodName: "getClipboardText", message: "클립보드 읽기 권한이 거부되었어요." });
  }
}

export class SetClipboardTextPermissionError extends PermissionError {
  constructor() {
    super({ methodName: "setClipboardText", message: "클립보드 쓰기 권한이 거부되었어요." });
  }
}

/** The location stream has no class of its own. */
export const StartUpdateLocationPermissionError = GetCurrentLocationPermissionError;
