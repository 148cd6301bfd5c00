// The stop switch: how it stands, and the buttons of administrators.
import { Notice, ask, element, repeatedly, time } from './page.js';

const TAKEN =
  'What Microsoft has taken before goes on, and machines that are isolated stay isolated.';

export const POSITIONS = {
  NOTHING: {
    headline: 'Nothing is stopped.',
    meaning: 'Steps contain and change what their playbooks ask for.',
    button: 'Lift the stop',
    consequence:
      'All steps that wait because of the stop go on by themselves within a minute, and send to'
        + ' Microsoft Defender what they were about to send.',
    danger: false
  },
  CONTAINMENT: {
    headline: 'Containment is stopped.',
    meaning:
      'Steps that contain wait: isolating, restricting, quarantining, blocking, disabling. Releasing'
        + ' and cancelling still work, and so do reading, comments and tags.',
    button: 'Stop containment',
    consequence:
      'From now on, on all nodes within seconds, no step isolates, restricts, quarantines, blocks or'
        + ' disables anything. A step that would do so waits, which costs no retry. Releasing and'
        + ' cancelling still work. ' + TAKEN,
    danger: true
  },
  WRITES: {
    headline: 'All writes are stopped.',
    meaning:
      'Steps that change anything wait, and releasing a machine waits as well. Only reading goes on.',
    button: 'Stop all writes',
    consequence:
      'From now on, on all nodes within seconds, no step changes anything, and that includes'
        + ' releasing machines. A step that would do so waits, which costs no retry. Reading goes on. '
        + TAKEN,
    danger: true
  }
};

export const stop = {
  path: '/defender/stop',
  title: 'Stop switch',

  render(container, server) {
    const notice = new Notice();
    const now = element('div', { class: 'defender-now' });
    container.append(notice.node, now);
    let shown = '';

    function show(state) {
      if (JSON.stringify(state) !== shown) {
        shown = JSON.stringify(state);
        now.replaceChildren(status(state), choices(state));
      }
    }

    async function look() {
      try {
        show(await server.get('stop'));
      } catch (failed) {
        shown = '';
        now.replaceChildren();
        notice.failed(failed);
      }
    }

    function choices(state) {
      if (!state.mayChange) {
        return element('p', { class: 'text-muted' },
          'You may read how the switch stands. Changing it needs an administrator of Camunda, or the'
            + ' permission SET for the resource System.');
      }
      return element('div', { class: 'defender-choices' },
        ...['CONTAINMENT', 'WRITES', 'NOTHING']
          .filter(position => position !== state.position)
          .map(position => choice(position)));
    }

    function choice(position) {
      const { button, consequence, danger } = POSITIONS[position];
      return element('div', { class: 'defender-choice' },
        element(
          'button',
          {
            type: 'button',
            class: danger ? 'btn btn-danger' : 'btn btn-default',
            onclick: () => ask({
              title: `${button}?`,
              text: [consequence],
              confirm: `${button} now`,
              danger,
              async send(why) {
                show(await server.post('stop', { position, why }));
                notice.done(`Done. ${POSITIONS[position].headline}`);
              }
            })
          },
          button),
        element('p', {}, consequence));
    }

    return repeatedly(5, look);
  }
};

function status(state) {
  const { headline, meaning } = POSITIONS[state.position];
  return element(
    'div',
    { class: `defender-status ${state.position === 'NOTHING' ? 'is-free' : 'is-stopped'}` },
    element('h3', {}, headline),
    element('p', {}, meaning),
    element('dl', { class: 'defender-facts' },
      element('dt', {}, 'Changed by'), element('dd', {}, state.by),
      element('dt', {}, 'Reason'), element('dd', {}, state.why),
      element('dt', {}, 'Since'), element('dd', {}, time(state.at))));
}
