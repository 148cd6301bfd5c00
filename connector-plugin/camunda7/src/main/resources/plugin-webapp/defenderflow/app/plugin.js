// The pages of Defenderflow in Cockpit. A page is a module with a path, a title and a function that
// draws it; to add one, write it and name it in `pages` and in DefenderRootResource.
import { audit } from './audit.js';
import { intake } from './intake.js';
import { Server, element } from './page.js';
import { parked } from './parked.js';
import { POSITIONS, stop } from './stop.js';

const pages = [stop, parked, intake, audit];

function frame(page) {
  return element('div', { class: 'defender-page' },
    element('h2', {}, 'Microsoft Defender steps'),
    element('nav', { 'aria-label': 'Microsoft Defender steps' },
      element('ul', { class: 'nav nav-tabs' },
        ...pages.map(other =>
          element('li', { class: other === page ? 'active' : null },
            element(
              'a',
              { href: `#${other.path}`, 'aria-current': other === page ? 'page' : null },
              other.title))))),
    element('main', { class: 'defender-content' }));
}

function route(page) {
  let leave = null;
  return {
    id: `defenderflow-route${page.path.replaceAll('/', '-')}`,
    pluginPoint: 'cockpit.route',
    priority: 1,
    properties: { path: page.path },
    render(node, { api }) {
      const framed = frame(page);
      node.append(framed);
      leave = page.render(framed.querySelector('main'), new Server(api)) ?? null;
    },
    unmount() {
      leave?.();
    }
  };
}

const navigation = {
  id: 'defenderflow-navigation',
  pluginPoint: 'cockpit.navigation',
  priority: 5,
  properties: { path: '#/defender/' },
  render(node) {
    node.append(element('a', { href: `#${stop.path}` }, 'Defender'));
  }
};

// Whoever opens Cockpit sees at once that something is stopped or waits.
const dashboard = {
  id: 'defenderflow-dashboard',
  pluginPoint: 'cockpit.dashboard',
  priority: 100,
  render(node, { api }) {
    summary(node, new Server(api)).catch(() => {
      // People without the right to read it need no dashboard about it, and the pages say the rest.
    });
  }
};

async function summary(node, server) {
  const [state, { waiting }] = await Promise.all([server.get('stop'), server.get('parked')]);
  const parkedNow = waiting.length === 1
    ? '1 containment waits for an administrator.'
    : `${waiting.length === 0 ? 'No' : waiting.length} containments wait for an administrator.`;
  node.append(element('section', { class: 'section defender-summary' },
    element('h3', {}, 'Microsoft Defender steps'),
    element('p', { class: state.position === 'NOTHING' ? null : 'text-danger' },
      element('a', { href: `#${stop.path}` }, POSITIONS[state.position].headline)),
    element('p', { class: waiting.length === 0 ? null : 'text-danger' },
      element('a', { href: `#${parked.path}` }, parkedNow))));
}

export default [navigation, dashboard, ...pages.map(route)];
