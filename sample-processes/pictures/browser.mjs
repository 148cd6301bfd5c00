// A browser without traffic of its own, as wide as the pictures of the guides.
import { chromium } from 'playwright-core';

export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  });
  browser.newPicturePage = async ({ height = 900, scale = 1 } = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1400, height },
      deviceScaleFactor: scale
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return page;
  };
  return browser;
}
