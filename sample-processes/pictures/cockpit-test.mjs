// Uses the pages about the Defender steps in Cockpit as people do:
//
//   SAMPLE_URL=http://127.0.0.1:8080 DEMO_PASSWORD=... WEBHOOK_PORT=8098 node cockpit-test.mjs
//
// It listens where the application is to tell of new tasks
// (--defender.notify.webhook.url=http://127.0.0.1:8098/).
//
// The application must park every containment (--defender.caps.contain.count=0), must look for no
// incidents of its own, and nothing must have been stopped in it before. Pictures of what was seen
// go to ../target/cockpit.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { confirm, login, openDefenderPage } from './cockpit.mjs';
import { FINANCE_LAPTOP, startIsolation } from './containment.mjs';
import { Engine } from './engine.mjs';

const sample = { url: process.env.SAMPLE_URL, password: process.env.DEMO_PASSWORD };
const engine = new Engine(sample.url, sample.password);
const pictures = path.join(path.dirname(fileURLToPath(import.meta.url)), '../target/cockpit');

// What an attacker would like to be read as something else.
const HOSTILE = '<img src=x onerror="document.title=1"> \u202eetarebil\u0007 Odd alerts.';
const SHOWN = '<img src=x onerror="document.title=1"> [U+202E]etarebil[U+0007] Odd alerts.';

async function see(page, name) {
  fs.mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

async function fitsItsWindow(page) {
  const [wide, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= window, `The page is ${wide} pixels wide in a window of ${window}.`);
}

async function administratorStopsContainment(page) {
  await openDefenderPage(page, 'Stop switch');
  await page.getByRole('heading', { name: 'Nothing is stopped.' }).waitFor();
  await see(page, 'stop-free');

  // Without a mouse.
  await page.getByRole('button', { name: 'Stop containment', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('dialog').count(), 1);
  await page.keyboard.type('   ');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('dialog').count(), 1, 'A reason is needed.');
  await see(page, 'stop-ask');
  await page.getByRole('dialog').getByLabel('Reason').fill(HOSTILE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Containment is stopped.' }).waitFor();
  const facts = await page.locator('.defender-status').innerText();
  assert.ok(facts.includes(SHOWN), `The reason is shown as ${facts}`);
  assert.ok(facts.includes('administrator'), `Who stopped it is shown as ${facts}`);
  assert.equal(await page.locator('.defender-page img').count(), 0);
  await see(page, 'stop-stopped');
}

async function administratorLiftsTheStop(page) {
  await page.getByRole('button', { name: 'Lift the stop', exact: true }).click();
  await confirm(page, 'The alerts were explained.', 'Lift the stop now');
  await page.getByRole('heading', { name: 'Nothing is stopped.' }).waitFor();
}

async function administratorDecides(page, verb, why) {
  await openDefenderPage(page, 'Parked containments');
  const row = page.getByRole('row').filter({ hasText: FINANCE_LAPTOP });
  await row.waitFor();
  assert.ok((await row.innerText()).includes(SHOWN), await row.innerText());
  await see(page, `parked-${verb.toLowerCase()}`);
  await row.getByRole('button', { name: verb }).click();
  await confirm(page, why, `${verb} it now`);
  await page.getByText('No containment waits for an administrator.').waitFor();
}

async function administratorLooksAfterTheIntake(page) {
  await openDefenderPage(page, 'Intake');
  const source = page.getByRole('row').filter({ hasText: 'connection default' });
  await source.getByText('Running', { exact: true }).waitFor();
  await page.getByText('everything that was read was taken in').waitFor();

  await page.getByRole('heading', { name: 'Undeliverable' }).waitFor();
  const late = await page.getByRole('row')
    .filter({ hasText: process.env.CHANGED_TOO_LATE, hasNotText: 'connection default' }).innerText();
  assert.ok(late.includes('severity') && late.includes('had ended'), late);
  await see(page, 'intake-undeliverable');

  await source.getByRole('button', { name: 'Pause' }).click();
  await confirm(page, HOSTILE, 'Pause it now');
  await source.getByText('Paused', { exact: true }).waitFor();
  assert.ok((await source.innerText()).includes(SHOWN), await source.innerText());
  assert.equal(await page.locator('.defender-page img').count(), 0);

  await source.getByRole('button', { name: 'Dry run' }).click();
  await page.getByRole('heading', { name: 'Dry run of' }).waitFor();
  await page.getByText('nothing was started or remembered', { exact: false }).waitFor();
  await see(page, 'intake-dry-run');
  await page.getByRole('button', { name: 'Close' }).click();

  await source.getByRole('button', { name: 'Resume' }).click();
  await confirm(page, 'The alerts were explained.', 'Resume it now');
  await source.getByText('Running', { exact: true }).waitFor();

  const task = await engine.task('Approve containment');
  const { businessKey } = await engine.read(`/process-instance/${task.processInstanceId}`);
  await page.getByLabel('Id that Microsoft gave it').fill(businessKey.slice('incident:'.length));
  await page.getByRole('button', { name: 'Look it up' }).click();
  await page.getByText('It has started a playbook').waitFor();
  await see(page, 'intake-item');
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('Its playbook may still run.').waitFor();
  await page.keyboard.press('Escape');

  // The page looks again every few seconds; opened anew it knows what was read by now.
  await openDefenderPage(page, 'Stop switch');
  await openDefenderPage(page, 'Intake');
  await source.getByRole('button', { name: 'Reset' }).click();
  await page.getByLabel('From, by the clock').fill('2099-01-01T00:00:00');
  await page.getByText('would never start a playbook').waitFor();
  await confirm(page, 'A drill.', 'Read again now');
  await page.getByRole('dialog').getByText('must be in the past').waitFor();
  await see(page, 'intake-reset');
  await page.keyboard.press('Escape');

  await source.getByRole('button', { name: 'Trial' }).click();
  await page.getByLabel('Playbook', { exact: true }).waitFor();
  await see(page, 'intake-trial');
  await page.keyboard.press('Escape');
}

/** What the application told of new tasks: bodies, oldest first. */
function listen(port) {
  const told = [];
  http.createServer((request, answer) => {
    let body = '';
    request.on('data', part => { body += part; });
    request.on('end', () => {
      told.push(JSON.parse(body));
      answer.writeHead(202).end();
    });
  }).listen(port, '127.0.0.1').unref();
  return told;
}

async function theLinkOfANotificationOpensTheTaskAndTheTaskLinksToTheIncident(page, told) {
  const { taskLink, incidentLink } = await engine.until('somebody is told of a task',
    async () => told.find(({ taskName }) => taskName === 'Approve containment'));
  await login(page, sample, 'tasklist', 'responder');
  const { pathname, hash } = new URL(taskLink);
  await page.goto(sample.url + pathname + hash);
  await page.getByText('This is what you approve, and nothing else.').waitFor();
  const link = page.getByRole('link', { name: 'Open the incident in the Microsoft portal' });
  assert.equal(await link.getAttribute('href'), incidentLink);
  await page.context().route(incidentLink, route => route.fulfill({ body: 'The portal' }));
  await see(page, 'task-of-a-notification');
  // Tasklist lets nobody click in the form of a task that is not hers.
  await page.getByText('Claim', { exact: true }).click();
  const [portal] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await portal.waitForURL(incidentLink);
  assert.equal(await portal.evaluate('window.opener'), null);
  assert.ok(page.url().includes('/tasklist/'), 'Tasklist is left: the task stays open in its tab.');
  await portal.close();
}

async function auditorReads(page) {
  await openDefenderPage(page, 'Audit');
  await page.getByRole('row').nth(1).waitFor();
  await page.getByLabel('Incident or business key').fill('incident:2042');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Rows 1 to 5 of 5', { exact: false }).first().waitFor();
  const cells = await page.getByRole('table').innerText();
  for (const expected of ['Released by an administrator', 'Parked', 'Parked STOPPED',
    'administrator (decided)', 'Isolate machine', FINANCE_LAPTOP]) {
    assert.ok(cells.includes(expected), `"${expected}" is missing in ${cells}`);
  }
  await page.getByRole('row').filter({ hasText: 'Released' }).getByText('Show').click();
  await page.getByText('It is the right machine.').waitFor();
  await see(page, 'audit');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'JSON lines' }).first().click()
  ]);
  const lines = fs.readFileSync(await download.path(), 'utf8').trimEnd().split('\n').map(JSON.parse);
  assert.ok(lines.every(line => line.businessKey === 'incident:2042'));
  assert.ok(lines.some(line => line.decision === 'RELEASED' && line.decidedBy === 'administrator'));

  await page.getByLabel('Person').fill('nobody-of-this-name');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByText('Nothing was found.').waitFor();
}

async function readerSeesNoButtons(page) {
  await openDefenderPage(page, 'Stop switch');
  await page.getByRole('heading', { name: 'Nothing is stopped.' }).waitFor();
  await page.getByText('Changing it needs an administrator').waitFor();
  assert.equal(await page.getByRole('main').getByRole('button').count(), 0);
  await openDefenderPage(page, 'Parked containments');
  await page.getByText('No containment waits for an administrator.').waitFor();
  assert.equal(await page.getByRole('main').getByRole('button').count(), 0);
  await openDefenderPage(page, 'Intake');
  await page.getByText('You may read how the intake stands.').waitFor();
  assert.deepEqual(
    await page.getByRole('main').getByRole('button').allInnerTexts(), ['Look it up']);
}

async function withoutTheRightThePageSaysWhatIsMissing(page) {
  await openDefenderPage(page, 'Stop switch');
  await page.getByText('permission READ for the resource System').waitFor();
  assert.equal(await page.getByRole('main').getByRole('button').count(), 0);
  await see(page, 'stop-forbidden');
}

async function everythingFitsANarrowWindow(page) {
  await page.setViewportSize({ width: 480, height: 900 });
  const parts = {
    stop: '.defender-status',
    parked: '.defender-empty',
    intake: '.defender-table',
    audit: '.defender-table'
  };
  for (const [part, content] of Object.entries(parts)) {
    await page.goto(`${sample.url}/camunda/app/cockpit/default/#/defender/${part}`);
    await page.locator(content).first().waitFor();
    await fitsItsWindow(page);
    await see(page, `narrow-${part}`);
  }
}

const told = listen(process.env.WEBHOOK_PORT);
const browser = await openBrowser();

async function as(user) {
  const page = await browser.newPicturePage();
  await login(page, sample, 'cockpit', user);
  return page;
}

try {
  const administrator = await as('administrator');
  await administratorStopsContainment(administrator);
  const released = await startIsolation(engine, 'incident:2042', HOSTILE);
  const stopped = await engine.held(released, 'STOPPED');
  assert.ok(stopped.errorMessage.includes('administrator'), stopped.errorMessage);

  await administratorLiftsTheStop(administrator);
  await engine.askAgain(stopped);
  await engine.held(released, 'CAP_REACHED');
  await administratorDecides(administrator, 'Release', 'It is the right machine.');
  await engine.askAgain(stopped);
  await engine.ended(released);

  await administratorLooksAfterTheIntake(administrator);
  await theLinkOfANotificationOpensTheTaskAndTheTaskLinksToTheIncident(
    await browser.newPicturePage(), told);
  await auditorReads(await as('auditor'));
  await readerSeesNoButtons(await as('responder'));
  await withoutTheRightThePageSaysWhatIsMissing(await as('analyst'));
  await everythingFitsANarrowWindow(administrator);
} finally {
  await browser.close();
}
console.log('The pages in Cockpit do what people ask of them.');
