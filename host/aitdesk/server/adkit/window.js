// @ts-check
// How SDK 1.x and 2.x find the kit, which they load from Toss's file server.

Object.assign(window, { TossAdsSpaceKit: kit });
