import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine; `COMMISSION_LEDGER_TEST_CHROMIUM` names another. */
const browserPath = (): string | undefined => {
  const given = process.env['COMMISSION_LEDGER_TEST_CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  for (const name of NAMES) {
    const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
};

/** Starts the browser; `undefined` where there is none. It reaches nothing but what it is given. */
export const openBrowser = async (): Promise<Browser | undefined> => {
  const executablePath = browserPath();
  return executablePath === undefined
    ? undefined
    : chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
};
