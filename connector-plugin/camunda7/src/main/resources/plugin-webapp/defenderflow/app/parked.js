// Containments that exceed the cap: an administrator releases or refuses each.
import { Notice, ask, element, processInstance, repeatedly, table, time } from './page.js';

export const parked = {
  path: '/defender/parked',
  title: 'Parked containments',

  render(container, server) {
    const notice = new Notice();
    const list = element('div');
    container.append(notice.node, list);
    let shown = '';

    async function look() {
      try {
        const state = await server.get('parked');
        if (JSON.stringify(state) !== shown) {
          shown = JSON.stringify(state);
          list.replaceChildren(...content(state));
        }
      } catch (failed) {
        shown = '';
        list.replaceChildren();
        notice.failed(failed);
      }
    }

    function content(state) {
      if (state.waiting.length === 0) {
        return [element('p', { class: 'defender-empty' },
          'No containment waits for an administrator.'), cap(state)];
      }
      return [
        cap(state),
        state.mayDecide ? null : element('p', { class: 'text-muted' },
          'You may read what waits. Deciding needs an administrator of Camunda, or the permission'
            + ' SET for the resource System.'),
        rows(state)
      ].filter(part => part !== null);
    }

    function rows(state) {
      const columns = ['Waits since', 'Action', 'Target', 'Reason', 'Playbook'];
      return table(
        state.mayDecide ? [...columns, 'Decision'] : columns,
        state.waiting.map(one => [
          [time(one.since), one.asks ? null : gone(one)],
          [one.label, element('div', { class: 'text-muted' }, `Connection ${one.connection}`)],
          [element('span', { class: 'defender-id' }, one.target)],
          [one.reason ?? 'The step gives none.'],
          [one.businessKey ? element('div', {}, one.businessKey) : null,
            processInstance(one.processInstanceId)],
          ...(state.mayDecide ? [[button(one, true), ' ', button(one, false)]] : [])
        ]));
    }

    function button(one, release) {
      const verb = release ? 'Release' : 'Refuse';
      return element(
        'button',
        {
          type: 'button',
          class: release ? 'btn btn-sm btn-primary' : 'btn btn-sm btn-default',
          'aria-label': `${verb} "${one.label}" for ${one.target}`,
          onclick: () => ask({
            title: `${verb} "${one.label}"?`,
            text: [
              element('dl', { class: 'defender-facts' },
                element('dt', {}, 'Target'), element('dd', { class: 'defender-id' }, one.target),
                element('dt', {}, 'Reason of the step'),
                element('dd', {}, one.reason ?? 'The step gives none.')),
              release
                ? 'It goes on at the next attempt of its step, within a minute, although the cap is'
                  + ' reached. The other checks still apply.'
                : 'Nothing is sent for it. Its step ends with the error CONTAINMENT_REFUSED, and your'
                  + ' reason is in it.'
            ],
            confirm: release ? 'Release it now' : 'Refuse it now',
            danger: !release,
            async send(why) {
              await server.post(
                `parked/${encodeURIComponent(one.key)}/${release ? 'release' : 'refuse'}`, { why });
              notice.done(release
                ? `"${one.label}" for ${one.target} is released. It goes on within a minute.`
                : `"${one.label}" for ${one.target} is refused. Nothing is sent for it.`);
              await look();
            }
          })
        },
        verb);
    }

    return repeatedly(5, look);
  }
};

function gone(one) {
  return element('div', { class: 'text-danger' },
    'Its step has not asked since ', time(one.seenAt),
    '. Its playbook may have ended, or the stop switch holds it.');
}

function cap({ cap: limit }) {
  return element('p', {}, limit === null
    ? 'No cap is set: any number of containments may start. What waits here was parked before.'
    : `The cap lets ${limit.count} containment${limit.count === 1 ? '' : 's'} start in ${duration(limit.windowSeconds)} for each`
      + ' connection. What exceeds it waits here, costs no retry, and nothing is sent for it until'
      + ' an administrator decides.');
}

function duration(seconds) {
  const [amount, unit] =
    seconds % 3600 === 0 ? [seconds / 3600, 'hour']
      : seconds % 60 === 0 ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
