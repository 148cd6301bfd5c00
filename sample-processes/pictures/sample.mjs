// The sample application as a process of its own, and what its REST API tells about the playbook.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const PORT = 18_080;
const SIMULATOR_PORT = 18_099;
const MINUTES = 60_000;

export async function startSample(jar) {
  const password = randomUUID();
  const java = spawn(
    'java',
    ['-jar', jar, `--server.port=${PORT}`, `--defender.simulator.port=${SIMULATOR_PORT}`],
    { env: { ...process.env, DEMO_PASSWORD: password }, stdio: ['ignore', 'inherit', 'inherit'] }
  );
  const sample = new Sample(java, password);
  await sample.until('the application is up', () => sample.read('/version'));
  return sample;
}

class Sample {
  url = `http://127.0.0.1:${PORT}`;
  simulatorUrl = `http://127.0.0.1:${SIMULATOR_PORT}/`;

  constructor(java, password) {
    this.java = java;
    this.password = password;
  }

  /** The open task with this name, as soon as there is one. */
  task(name) {
    return this.until(`the task "${name}" is there`,
      async () => (await this.read(`/task?name=${encodeURIComponent(name)}`))[0]);
  }

  ended(processInstanceId) {
    return this.until('the playbook has ended',
      async () => (await this.read(`/history/process-instance/${processInstanceId}`)).endTime);
  }

  async read(path) {
    const credentials = Buffer.from(`administrator:${this.password}`).toString('base64');
    const answer = await fetch(`${this.url}/engine-rest${path}`,
      { headers: { authorization: `Basic ${credentials}` } });
    if (!answer.ok) {
      throw new Error(`${path} answered ${answer.status}.`);
    }
    return answer.json();
  }

  async until(what, look) {
    const end = Date.now() + 3 * MINUTES;
    while (Date.now() < end && this.java.exitCode === null) {
      const found = await look().catch(notYet => undefined);
      if (found) {
        return found;
      }
      await pause(500);
    }
    throw new Error(`Three minutes passed before ${what}.`);
  }

  stop() {
    this.java.kill();
  }
}
