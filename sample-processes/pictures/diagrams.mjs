// Draws every playbook of the sample to docs/images/playbooks, as the modeler shows it:
//
//   cd sample-processes/pictures && npm ci && npm run diagrams
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { drawDiagram } from './diagram.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const processes = path.join(here, '../src/main/resources/processes');
const pictures = path.join(here, '../../docs/images/playbooks');

const browser = await openBrowser();
try {
  fs.mkdirSync(pictures, { recursive: true });
  for (const file of fs.readdirSync(processes, { recursive: true }).filter(name => name.endsWith('.bpmn'))) {
    const page = await browser.newPicturePage();
    await drawDiagram(page, path.join(processes, file), path.join(pictures, `${path.basename(file, '.bpmn')}.png`));
    await page.close();
  }
} finally {
  await browser.close();
}
