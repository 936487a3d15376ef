// The configuration of the stand-in page, in the form that a project of SDK 3.x has. It is there to
// be read by a host; the package below is 2.10.8 here, whose own command line does not know it.
import { defineConfig } from "@apps-in-toss/web-framework/config";

export default defineConfig({
  appName: "aitdesk-standin-3x",
  brand: {
    primaryColor: "#3182F6",
  },
  permissions: [
    { name: "clipboard", access: "read" },
    { name: "clipboard", access: "write" },
    { name: "contacts", access: "read" },
    { name: "photos", access: "read" },
    { name: "geolocation", access: "access" },
    { name: "camera", access: "access" },
  ],
  webBundleDir: "dist",
});
