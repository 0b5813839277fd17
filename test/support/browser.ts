// How does a test open a page as a person does, in a real browser?
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where distributions install it; CHROMIUM names another place. The one that has no windows at all costs a quarter less. */
const places = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Otherwise one is kept ready for each next page: starting them took twice the processes that pages need.
  '--renderer-process-limit=1',
  // Other machines are not there: what a page needs comes from the tested process.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * Starts Chromium without a window and with a profile that nobody has used before. Close it after the last test.
 * @throws Error saying what to install, when there is none; never skips
 */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserProgram(), headless: true, args: flags });

function browserProgram(): string {
  const found = [process.env.CHROMIUM ?? '', ...places].find((path) => path !== '' && existsSync(path));
  if (found) return found;
  throw new Error(
    'Tests of pages need Chromium, and none is installed. On Debian and Ubuntu: apt-get install chromium. ' +
      'Elsewhere install Chromium or Chrome and set CHROMIUM to the path of its program.',
  );
}
