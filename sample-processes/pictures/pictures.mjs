// Takes the pictures of the guides from the running application:
//
//   mvn -q -pl sample-processes -am package -DskipTests
//   cd sample-processes/pictures && npm ci && npm run pictures
//
// It starts the application on ports of its own, waits for the simulated incident, approves the
// containment as a responder would, and writes to docs/images.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { drawDiagram } from './diagram.mjs';
import { startSample } from './sample.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const playbook = path.join(here, '../src/main/resources/processes/contain-compromised-device.bpmn');

function picture(name) {
  return path.join(here, '../../docs/images', name + '.png');
}

async function login(page, sample, app, user) {
  await page.goto(`${sample.url}/camunda/app/${app}/default/`);
  await page.getByPlaceholder('Username').fill(user);
  await page.getByPlaceholder('Password').fill(sample.password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function approvalForm(page, sample) {
  await login(page, sample, 'tasklist', 'responder');
  await page.getByText('All tasks').first().click();
  await page.getByText('Approve containment').first().click();
  await page.getByText('Claim', { exact: true }).click();
  await page.getByLabel('Isolate the machine').check();
  await page.getByLabel('Reason', { exact: false }).last().fill('The file is known to be malicious.');
  await page.screenshot({ path: picture('tasklist-approval') });
}

async function instanceInCockpit(page, sample, instanceId) {
  await login(page, sample, 'cockpit', 'responder');
  await page.goto(`${sample.url}/camunda/app/cockpit/default/#/process-instance/${instanceId}/runtime`);
  await page.locator('.djs-container .badge, .djs-overlays .badge').first().waitFor();
  await page.screenshot({ path: picture('cockpit-playbook') });
}

const browser = await openBrowser();
const sample = await startSample(path.join(here, '../target/defenderflow-sample.jar'));
try {
  await drawDiagram(await browser.newPicturePage(), playbook, picture('playbook'));
  const task = await sample.task('Approve containment');
  await instanceInCockpit(await browser.newPicturePage(), sample, task.processInstanceId);
  const tasklist = await browser.newPicturePage({ height: 1080 });
  await approvalForm(tasklist, sample);
  await tasklist.getByRole('button', { name: 'Complete' }).click();
  await sample.ended(task.processInstanceId);
  const tenant = await browser.newPicturePage({ height: 1750, scale: 0.75 });
  await tenant.goto(sample.simulatorUrl);
  await tenant.getByRole('heading', { name: 'Devices' }).waitFor();
  await tenant.screenshot({ path: picture('simulator-tenant') });
} finally {
  await browser.close();
  sample.stop();
}
