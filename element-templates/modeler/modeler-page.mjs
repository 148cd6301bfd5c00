// The modeler's own library in a browser page, used as an author would: apply, fill in, look, save.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = path.dirname(fileURLToPath(import.meta.url));
const diagram = fs.readFileSync(path.join(here, 'diagram.bpmn'), 'utf8');

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const FOLDERS = {
  library: 'node_modules/camunda-bpmn-js/dist',
  chooser: 'node_modules/@bpmn-io/element-template-chooser/dist'
};

/** Where a path of the page is on disk. */
function fileOf(asked) {
  const [folder, ...rest] = asked.slice(1).split('/');
  return path.join(here, FOLDERS[folder] ? path.join(FOLDERS[folder], ...rest) : folder || 'page.html');
}

/** Serves the page and the libraries on a free port of 127.0.0.1. */
async function serve() {
  const server = http.createServer((request, response) => {
    const file = fileOf(new URL(request.url, 'http://127.0.0.1').pathname);
    if (!file.startsWith(here) || !fs.existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return server;
}

/** The browser and the server behind all pages of one run. */
export async function start() {
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  });
  return {
    /** Opens a page with a window of its own; what is not to be looked at is quicker when it is small. */
    async open(viewport) {
      const context = await browser.newContext({ viewport });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const pageErrors = [];
      page.on('pageerror', error => pageErrors.push(error.stack));
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await page.waitForFunction(() => window.chooser);
      return new ModelerPage(page, pageErrors);
    },
    async stop() {
      await browser.close();
      server.close();
    }
  };
}

class ModelerPage {
  constructor(page, pageErrors) {
    this.page = page;
    this.pageErrors = pageErrors;
  }

  offered() {
    return this.page.evaluate(() => modeler.get('elementTemplates').getAll().length);
  }

  /** What the library has to say against the templates. */
  templateErrors() {
    return this.page.evaluate(() => templateErrors);
  }

  /** Opens a diagram with one task and offers the templates for it. */
  async draw(processId, taskName, templates) {
    const xml = diagram.replaceAll('PROCESS_ID', processId).replaceAll('TASK_NAME', taskName);
    await this.page.evaluate(() => window.modeler?.get('selection').select(null));
    await this.settle();
    // A new modeler for each diagram, as in the desktop program: each tab has its own.
    await this.page.evaluate(async ([text, templates]) => {
      window.modeler?.destroy();
      window.modeler = new BpmnModeler({
        container: '#canvas',
        propertiesPanel: { parent: '#panel' },
        debounceInput: false,
        additionalModules: [chooser]
      });
      window.templateErrors = [];
      modeler.on('elementTemplates.errors', event =>
        templateErrors.push(...event.errors.map(error => error.message)));
      await modeler.importXML(text);
      modeler.get('elementTemplatesLoader').setTemplates(templates);
    }, [xml, templates]);
    await this.settle();
  }

  async apply(id, version) {
    await this.page.evaluate(([template, number]) => {
      const task = modeler.get('elementRegistry').get('Step');
      const templates = modeler.get('elementTemplates');
      templates.applyTemplate(task, templates.get(template, number));
    }, [id, version]);
    await this.select();
  }

  async select() {
    await this.page.evaluate(() =>
      modeler.get('selection').select(modeler.get('elementRegistry').get('Step')));
    await this.settle();
  }

  /** Opens all groups of the template. */
  async openGroups() {
    await this.page.evaluate(() => document
      .querySelectorAll('[data-group-id^="group-ElementTemplates__CustomProperties"] .bio-properties-panel-group-header:not(.open)')
      .forEach(header => header.click()));
    await this.settle();
  }

  /** What the panel shows of the template: label, description and error of each field. */
  fields() {
    return this.page.evaluate(() => [...document.querySelectorAll('[data-entry-id^="custom-entry-"]')]
      .map(entry => ({
        label: entry.querySelector('label')?.textContent ?? '',
        description: entry.querySelector('.bio-properties-panel-description')?.textContent ?? '',
        error: entry.querySelector('.bio-properties-panel-error')?.textContent ?? ''
      })));
  }

  groups() {
    return this.page.evaluate(() => [...document
      .querySelectorAll('[data-group-id^="group-ElementTemplates__CustomProperties"] .bio-properties-panel-group-header-title')]
      .map(title => title.textContent));
  }

  /**
   * Types into fields, or chooses in dropdowns, one after the other, and returns the errors that they
   * then show. The panel is drawn once for all of them, since that is what takes time.
   */
  async fill(values) {
    await this.type(values);
    // What is checked after drawing is drawn in the frame after it.
    await this.settle();
    await this.settle();
    return this.page.evaluate(names => names.map(name => document
      .querySelector(`[data-entry-id="${name}"] .bio-properties-panel-error`)?.textContent ?? ''),
    values.map(([name]) => name));
  }

  /** Types into fields, or chooses in dropdowns, one after the other. */
  type(values) {
    return this.page.evaluate(values => {
      const fields = values.map(([name]) => document.querySelector(`[name="${name}"]`));
      const closed = fields.findIndex(field => !field?.checkVisibility() || field.disabled || field.readOnly);
      if (closed >= 0) {
        throw new Error(`An author cannot fill in the field ${values[closed][0]}.`);
      }
      fields.forEach((field, index) => {
        const value = values[index][1];
        field.focus({ preventScroll: true });
        if (field.tagName === 'SELECT') {
          const option = [...field.options].find(option => option.value === value);
          if (!option) {
            throw new Error(`The field ${values[index][0]} does not offer "${value}".`);
          }
          option.selected = true;
          field.dispatchEvent(new Event('input', { bubbles: true }));
          field.dispatchEvent(new Event('change', { bubbles: true }));
        } else {
          // The page gets the same events as from a keyboard.
          field.select();
          document.execCommand(value === '' ? 'delete' : 'insertText', false, value);
        }
      });
    }, values);
  }

  saved() {
    return this.page.evaluate(async () => (await modeler.saveXML({ format: true })).xml);
  }

  /** The library draws in the next frame. */
  settle() {
    return this.page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  }
}
