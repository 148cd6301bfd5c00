// Takes the pictures of the guides from the running application:
//
//   mvn -q -pl sample-processes -am package -DskipTests
//   cd sample-processes/pictures && npm ci && npm run pictures
//
// It starts the application on ports of its own, waits for the simulated incident, approves the
// containment as a responder would, stops and refuses as an administrator would, and writes to
// docs/images.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { confirm, login, openDefenderPage } from './cockpit.mjs';
import { startIsolation } from './containment.mjs';
import { startSample } from './sample.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

function picture(name) {
  return path.join(here, '../../docs/images', name + '.png');
}

async function approvalForm(page, sample) {
  await login(page, sample, 'tasklist', 'responder');
  await page.getByText('Open tasks').first().click();
  await page.getByText('Approve containment').first().click();
  await page.getByText('Claim', { exact: true }).click();
  await page.getByLabel('Approve', { exact: true }).check();
  await page.getByLabel('Reason').fill('The file is known to be malicious.');
  await page.screenshot({ path: picture('tasklist-approval') });
}

/** What the intake would start, as an administrator sees it before she lets it go on. */
async function intake(sample) {
  const page = await browser.newPicturePage();
  await login(page, sample, 'cockpit', 'administrator');
  await openDefenderPage(page, 'Intake');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByRole('heading', { name: 'Dry run of' }).waitFor();
  await page.screenshot({ path: picture('cockpit-intake') });
}

async function instanceInCockpit(page, sample, instanceId) {
  await login(page, sample, 'cockpit', 'responder');
  await page.goto(`${sample.url}/camunda/app/cockpit/default/#/process-instance/${instanceId}/runtime`);
  await page.locator('.djs-container .badge, .djs-overlays .badge').first().waitFor();
  await page.screenshot({ path: picture('cockpit-playbook') });
}

/** What an administrator and an auditor see on a bad night. */
async function operations(sample) {
  const page = await browser.newPicturePage();
  await login(page, sample, 'cockpit', 'administrator');
  for (const [incident, machine, reason] of [
    ['incident:1047', '1a0c5d7e9f2b4c6d8e0f1a2b3c4d5e6f70819201', 'Incident 1047: credential theft.'],
    ['incident:1048', '2b1d6e8fa03c5d7e9f1a2b3c4d5e6f7081920312', 'Incident 1048: beacon to a known server.'],
    ['incident:1049', '5e4091b2d36f80a1c24d5e6f7081920314253645', 'Incident 1049: web shell.']
  ]) {
    await sample.engine.held(
      await startIsolation(sample.engine, incident, reason, machine), 'CAP_REACHED');
  }
  await openDefenderPage(page, 'Parked containments');
  await page.getByRole('row').nth(3).waitFor();
  await page.screenshot({ path: picture('cockpit-parked') });
  const webServer = page.getByRole('row').filter({ hasText: 'incident:1049' });
  await webServer.getByRole('button', { name: 'Refuse' }).click();
  await confirm(page, 'The shop must stay up; the web team takes it out of the balancer.', 'Refuse it now');
  await page.getByText('is refused').waitFor();

  await openDefenderPage(page, 'Stop switch');
  await page.getByRole('button', { name: 'Stop containment', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Reason')
    .fill('A wrong rule raises incidents for healthy machines. Call the duty lead before lifting it.');
  await page.screenshot({ path: picture('cockpit-stop') });
  await page.getByRole('button', { name: 'Stop containment now' }).click();
  await page.getByRole('heading', { name: 'Containment is stopped.' }).waitFor();
  await page.screenshot({ path: picture('cockpit-stopped') });

  const auditor = await browser.newPicturePage();
  await login(auditor, sample, 'cockpit', 'auditor');
  await openDefenderPage(auditor, 'Audit');
  const refused = auditor.getByRole('row').filter({ hasText: 'Refused by an administrator' });
  await refused.getByRole('button', { name: 'Show' }).click();
  await auditor.screenshot({ path: picture('cockpit-audit') });
}

const browser = await openBrowser();
// The one containment that the pictures of the playbook need fits the cap, and the pages about the
// cap need no approval before.
const sample = await startSample(
  path.join(here, '../target/defenderflow-sample.jar'),
  '--defender.caps.contain.count=1', '--defender.approval.required=never');
try {
  const task = await sample.engine.task('Approve containment');
  await instanceInCockpit(await browser.newPicturePage(), sample, task.processInstanceId);
  await intake(sample);
  const tasklist = await browser.newPicturePage({ height: 1080 });
  await approvalForm(tasklist, sample);
  await tasklist.getByRole('button', { name: 'Complete' }).click();
  await sample.engine.ended(task.processInstanceId);
  const tenant = await browser.newPicturePage({ height: 1750, scale: 0.75 });
  await tenant.goto(sample.simulatorUrl);
  await tenant.getByRole('heading', { name: 'Devices' }).waitFor();
  await tenant.screenshot({ path: picture('simulator-tenant') });
  await operations(sample);
} finally {
  await browser.close();
  sample.stop();
}
