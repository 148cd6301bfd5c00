// What people do in Camunda's web applications.

/** The first visit may fail: the web application gives its own modules seven seconds to load. */
async function open(page, address) {
  for (let visit = 1; ; visit += 1) {
    await page.goto(address);
    try {
      await page.getByPlaceholder('Username').waitFor({ timeout: 15_000 });
      return;
    } catch (slow) {
      if (visit === 5) {
        throw slow;
      }
    }
  }
}

export async function login(page, { url, password }, app, user) {
  await open(page, `${url}/camunda/app/${app}/default/`);
  await page.getByPlaceholder('Username').fill(user);
  await page.getByPlaceholder('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText(`Demo ${user}`).first().waitFor();
}

/** Opens a page about the Defender steps through the menu, as a person does. */
export async function openDefenderPage(page, title) {
  await page.getByRole('link', { name: 'Defender', exact: true }).click();
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.locator('.defender-page li.active', { hasText: title }).waitFor();
}

/** Fills in the reason that a dialog asks for, and confirms. */
export async function confirm(page, why, button) {
  await page.getByRole('dialog').getByLabel('Reason').fill(why);
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
}
