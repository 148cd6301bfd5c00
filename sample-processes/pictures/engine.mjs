// The REST API of the engine, as an administrator.
import { setTimeout as pause } from 'node:timers/promises';

const MINUTES = 60_000;

export class Engine {
  /** @param {() => boolean} isAlive whether it is worth while to go on waiting */
  constructor(url, password, isAlive = () => true) {
    this.url = url;
    this.isAlive = isAlive;
    this.authorization =
      `Basic ${Buffer.from(`administrator:${password}`).toString('base64')}`;
  }

  read(path) {
    return this.#answer(path, {});
  }

  /** @param body an object for JSON, or FormData */
  post(path, body) {
    const json = !(body instanceof FormData);
    return this.#answer(path, {
      method: 'POST',
      headers: json ? { 'Content-Type': 'application/json' } : {},
      body: json ? JSON.stringify(body) : body
    });
  }

  async #answer(path, { headers = {}, ...request }) {
    const answer = await fetch(`${this.url}/engine-rest${path}`,
      { ...request, headers: { ...headers, authorization: this.authorization } });
    if (!answer.ok) {
      throw new Error(`${path} answered ${answer.status}.`);
    }
    return answer.status === 204 ? null : answer.json();
  }

  /** The open task with this name, as soon as there is one. */
  task(name) {
    return this.until(`the task "${name}" is there`,
      async () => (await this.read(`/task?name=${encodeURIComponent(name)}`))[0]);
  }

  /** The step that a process instance waits at, as soon as it was told why it waits. */
  held(processInstanceId, errorCode) {
    return this.until(`a step is told ${errorCode}`, async () =>
      (await this.read(`/external-task?processInstanceId=${processInstanceId}`))
        .find(({ errorMessage }) => errorMessage?.startsWith(errorCode)));
  }

  /** Lets a step that waits ask again now, instead of half a minute later. */
  askAgain({ id }) {
    return this.post(`/external-task/${id}/unlock`, {});
  }

  ended(processInstanceId) {
    return this.until('the playbook has ended',
      async () => (await this.read(`/history/process-instance/${processInstanceId}`)).endTime);
  }

  async until(what, look) {
    const end = Date.now() + 3 * MINUTES;
    while (Date.now() < end && this.isAlive()) {
      const found = await look().catch(notYet => undefined);
      if (found) {
        return found;
      }
      await pause(500);
    }
    throw new Error(`Three minutes passed before ${what}.`);
  }
}
