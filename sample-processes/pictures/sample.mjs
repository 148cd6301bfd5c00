// The sample application as a process of its own.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Engine } from './engine.mjs';

const PORT = 18_080;
const SIMULATOR_PORT = 18_099;

/** @param {string[]} settings for example `--defender.caps.contain.count=1` */
export async function startSample(jar, ...settings) {
  const password = randomUUID();
  const java = spawn(
    'java',
    [
      '-jar', jar, `--server.port=${PORT}`, `--defender.simulator.port=${SIMULATOR_PORT}`,
      ...settings
    ],
    { env: { ...process.env, DEMO_PASSWORD: password }, stdio: ['ignore', 'inherit', 'inherit'] }
  );
  const sample = new Sample(java, password);
  await sample.engine.until('the application is up', () => sample.engine.read('/version'));
  return sample;
}

class Sample {
  url = `http://127.0.0.1:${PORT}`;
  simulatorUrl = `http://127.0.0.1:${SIMULATOR_PORT}/`;

  constructor(java, password) {
    this.java = java;
    this.password = password;
    this.engine = new Engine(this.url, password, () => java.exitCode === null);
  }

  stop() {
    this.java.kill();
  }
}
