// The intake: what reads incidents and alerts and starts playbooks, and what people do about it.
import { Notice, ask, element, processInstance, repeatedly, table, time } from './page.js';

const STATES = {
  RUNNING: { headline: 'Running', meaning: 'New items start playbooks.', alarm: false },
  PAUSED: {
    headline: 'Paused',
    meaning: 'Nothing is taken in until somebody resumes it. Nothing is lost meanwhile.',
    alarm: true
  },
  NOT_YET: { headline: 'Starting', meaning: 'It has not looked yet.', alarm: false },
  FAILING: {
    headline: 'Failing', meaning: 'The last look failed. It is tried again by itself.', alarm: true
  },
  ALARM: { headline: 'Needs a person', meaning: '', alarm: true }
};

const DAY = 24 * 60 * 60 * 1000;

const ITEM_STATES = {
  STARTED: 'It has started a playbook, which hears of changes as long as it runs.',
  ENDED: 'It has started a playbook, which has ended.',
  IGNORED: 'It started nothing.',
  RETRYING: 'It could not be taken in yet and is tried again soon.',
  QUARANTINED: 'It was set aside: it could not be taken in several times.',
  REPLAY: 'Somebody has asked for it. The next look takes it in.'
};

const UNKNOWN =
  'It was never taken in. It may not match the filter, it may have been changed last before the first'
    + ' look, or it is too new. Check the id in the Microsoft portal.';

const CONFIGURATION = `defender:
  intake:
    soc:
      source: incidents
      filter:
        severity: high, medium
        status: active
      message: IncidentCreated`;

export const intake = {
  path: '/defender/intake',
  title: 'Intake',

  render(container, server) {
    const notice = new Notice();
    const list = element('div');
    const aside = element('div');
    const search = element('div');
    const found = element('div', { 'aria-live': 'polite' });
    container.append(notice.node, list, found, aside, search);
    let shown = '';
    let named = '';

    async function look() {
      try {
        show(await server.get('intake'));
      } catch (failed) {
        shown = '';
        named = '';
        [list, aside, search].forEach(part => part.replaceChildren());
        notice.failed(failed);
      }
    }

    function show(state) {
      if (JSON.stringify(state) === shown) {
        return;
      }
      shown = JSON.stringify(state);
      list.replaceChildren(
        ...(state.sources.length === 0 ? unconfigured() : [sources(state)]));
      aside.replaceChildren(...(state.sources.length === 0
        ? []
        : [...setAside(state), ...kept(state), ...undeliverable(state)]));
      // What somebody is typing stays.
      const names = state.sources.map(({ name }) => name).join();
      if (names !== named) {
        named = names;
        search.replaceChildren(...(state.sources.length === 0 ? [] : [lookUp(state)]));
      }
    }

    function sources(state) {
      const columns = [
        'Source', 'State', 'Last look', 'Next look', 'Lag', 'Started', 'Updates', 'Set aside'];
      return element('section', {},
        state.mayDecide ? null : element('p', { class: 'text-muted' },
          'You may read how the intake stands. Pausing, replaying and resetting need an administrator'
            + ' of Camunda, or the permission SET for the resource System.'),
        table(
          state.mayDecide ? [...columns, 'Actions'] : columns,
          state.sources.map(one => [
            [element('strong', {}, one.name),
              element('div', { class: 'text-muted' }, `${one.source}, connection ${one.connection}`),
              one.engineTenant === null ? null
                : element('div', { class: 'text-muted' }, `tenant ${one.engineTenant}`)],
            standing(one),
            [one.lastPoll === null ? 'never' : time(one.lastPoll),
              one.failures === 0 ? null
                : element('div', { class: 'text-danger' }, `Failed ${one.failures} times. Last success: `,
                  one.lastSuccess === null ? 'never' : time(one.lastSuccess))],
            [next(one)],
            [one.lagSeconds === null ? 'not known' : duration(one.lagSeconds)],
            [String(one.started)],
            updates(one),
            [one.setAside === 0 ? '0' : element('strong', { class: 'text-danger' }, String(one.setAside)),
              one.retrying === 0 ? null : element('div', {}, `${one.retrying} tried again soon`)],
            ...(state.mayDecide ? [actions(one)] : [])
          ])));
    }

    function standing(one) {
      const { headline, meaning, alarm } = STATES[one.state];
      return [
        element('strong', { class: alarm ? 'text-danger' : 'text-success' }, headline),
        one.state === 'PAUSED' ? ` by ${one.pausedBy}` : null,
        one.reason === null ? null
          : element('div', {}, one.state === 'PAUSED' ? `Reason: ${one.reason}` : one.reason),
        meaning === '' ? null : element('div', { class: 'text-muted' }, meaning)];
    }

    function next(one) {
      if (one.state === 'PAUSED') {
        return 'when it is resumed';
      }
      return one.nextPoll === null ? 'at once' : time(one.nextPoll);
    }

    function updates(one) {
      return [
        String(one.updates),
        one.pendingUpdates === 0 ? null
          : element('div', {}, `${one.pendingUpdates} kept until a playbook waits for them`),
        one.undeliverable === 0 ? null
          : element('div', {}, `${one.undeliverable} came after their playbook had ended`)];
    }

    function actions(one) {
      return [
        one.state === 'PAUSED' ? button('Resume', one, resume) : button('Pause', one, pause), ' ',
        button('Look now', one, pollNow), ' ',
        button('Dry run', one, dryRun), ' ',
        button('Reset', one, reset), ' ',
        button('Trial', one, trial)];
    }

    function button(verb, one, act) {
      return element('button', {
        type: 'button',
        class: verb === 'Resume' ? 'btn btn-sm btn-primary' : 'btn btn-sm btn-default',
        'aria-label': `${verb}: ${one.name}`,
        onclick: ({ target }) => act(one, target)
      }, verb);
    }

    // --- what people do

    async function sent(text) {
      notice.done(text);
      await look();
    }

    function pause(one) {
      ask({
        title: `Pause the intake "${one.name}"?`,
        text: [
          `From now on, no new ${one.source} start playbooks, and running playbooks hear of no`
            + ' changes. Playbooks that run go on.',
          'Nothing is lost: after resuming, everything that was changed meanwhile is taken in.'],
        confirm: 'Pause it now',
        danger: true,
        async send(why) {
          await server.post(`${at(one)}/pause`, { why });
          await sent(`The intake "${one.name}" is paused.`);
        }
      });
    }

    function resume(one) {
      ask({
        title: `Resume the intake "${one.name}"?`,
        text: [
          `Everything that was changed since it was paused is taken in now: all ${one.source} that`
            + ' match the filter and have started no playbook start one. A dry run shows before what'
            + ' that is.'],
        confirm: 'Resume it now',
        danger: false,
        async send(why) {
          await server.post(`${at(one)}/resume`, { why });
          await sent(`The intake "${one.name}" goes on.`);
        }
      });
    }

    function pollNow(one) {
      ask({
        title: `Let "${one.name}" look now?`,
        text: [one.state === 'PAUSED'
          ? 'It is paused, so that it looks as soon as somebody resumes it.'
          : 'It looks within seconds instead of waiting for its next turn. Nothing else changes.'],
        confirm: 'Look now',
        danger: false,
        async send(why) {
          await server.post(`${at(one)}/poll`, { why });
          await sent(`The intake "${one.name}" looks within seconds.`);
        }
      });
    }

    function reset(one) {
      const when = element('input', {
        id: 'defender-reset', class: 'form-control', type: 'datetime-local', step: '1', required: true
      });
      const warning = element('p', { class: 'text-danger', 'aria-live': 'polite' });
      when.addEventListener('input', () => warning.replaceChildren(...skips(one, when.value)));
      ask({
        title: `Let "${one.name}" read again from a time on?`,
        text: [
          field('From, by the clock of your computer', when),
          warning,
          'Everything that was changed since then is read again. What has started a playbook starts no'
            + ` other one. All other ${one.source} that match the filter start one now, also old ones.`,
          'A source that runs starts them at once. To see before what would start: pause it, reset it,'
            + ' make a dry run, and resume it.'],
        confirm: 'Read again now',
        danger: true,
        async send(why) {
          const from = new Date(when.value).toISOString();
          await server.post(`${at(one)}/reset`, { time: from, why });
          await sent(`The intake "${one.name}" reads everything again that was changed since ${from}.`);
        }
      });
    }

    async function dryRun(one, pressed) {
      pressed.disabled = true;
      notice.clear();
      try {
        found.replaceChildren(wouldStart(one, await server.post(`${at(one)}/dry-run`, {})));
        found.scrollIntoView({ block: 'nearest' });
      } catch (failed) {
        notice.failed(failed);
      } finally {
        pressed.disabled = false;
      }
    }

    function wouldStart(one, items) {
      const starting = items.filter(({ message }) => message !== null).length;
      return element('section', { class: 'defender-dry-run' },
        element('h3', {}, `Dry run of "${one.name}"`),
        element('p', {}, 'A look at this moment would start ',
          element('strong', {}, `${starting} playbook${starting === 1 ? '' : 's'}`),
          `. It has seen ${items.length} of the ${one.source}; nothing was started or remembered. As of `,
          time(new Date().toISOString()), '.'),
        items.length === 0 ? null : table(['Id', 'Title', 'Severity', 'What would happen'],
          items.map(item => [
            [element('span', { class: 'defender-id' }, item.id)],
            [item.title],
            [item.severity],
            item.message === null
              ? [element('span', { class: 'text-muted' }, `Starts nothing. ${item.reason ?? ''}`)]
              : ['Starts a playbook by the message ', element('strong', {}, item.message)]])),
        closing());
    }

    /** A new version of a playbook is tried with what has been, and changes nothing. */
    async function trial(one) {
      let playbooks;
      try {
        playbooks = await server.get('intake/playbooks');
      } catch (failed) {
        notice.failed(failed);
        return;
      }
      const playbook = element('select', { id: 'defender-playbook', class: 'form-control' },
        ...playbooks.map(({ id, key, name, version }) =>
          element('option', { value: id }, `${name}, version ${version} (${key})`)));
      const days = element('input', {
        id: 'defender-days', class: 'form-control', type: 'number', min: '1', max: '30', value: '7'
      });
      const most = element('input', {
        id: 'defender-most', class: 'form-control', type: 'number', min: '1', max: '500', value: '10'
      });
      const ids = element('input', {
        id: 'defender-ids', class: 'form-control', type: 'text', placeholder: 'for example 1042, 1043'
      });
      ask({
        title: `Try a playbook with ${one.source} of "${one.name}"?`,
        text: [
          'The playbook runs for what has been, and no Defender step of it changes anything. Steps that'
            + ' are none of Defender do what they always do, and people are asked as always. Deploy the'
            + ' version that you try without the start message, or it would take over live'
            + ` ${one.source}.`,
          field('Playbook', playbook),
          field('Changed in the last days', days),
          field('At most so many playbooks', most),
          field('Or only these ids, separated by commas', ids)],
        confirm: 'Start the trial now',
        danger: false,
        async send(why) {
          const until = Date.now();
          const named = ids.value.split(',').map(id => id.trim()).filter(id => id !== '');
          const told = await server.post(`${at(one)}/trial`, {
            processDefinitionId: playbook.value,
            from: new Date(until - Number(days.value) * DAY).toISOString(),
            until: new Date(until).toISOString(),
            most: Number(most.value),
            ids: named,
            why
          });
          found.replaceChildren(tried(one, told));
          found.scrollIntoView({ block: 'nearest' });
        }
      });
    }

    function tried(one, { items, more }) {
      const started = items.filter(item => item.processInstanceId !== null).length;
      return element('section', {},
        element('h3', {}, `Trial with ${one.source} of "${one.name}"`),
        element('p', {}, element('strong', {}, `${started} playbook${started === 1 ? '' : 's'} started`),
          '. Nothing is changed at Microsoft by them.', more === null ? '' : ` ${more}`),
        items.length === 0 ? null : table(['Id', 'Title', 'Business key', 'What happened'],
          items.map(item => [
            [element('span', { class: 'defender-id' }, item.id)],
            [item.title],
            [item.businessKey],
            item.processInstanceId === null
              ? [`Nothing was started. ${item.problem ?? ''}`]
              : [processInstance(item.processInstanceId)]])),
        closing());
    }

    function closing() {
      return element('button', {
        type: 'button', class: 'btn btn-sm btn-default', onclick: () => found.replaceChildren()
      }, 'Close');
    }

    // --- single items

    function setAside(state) {
      const heading = element('h3', {}, 'Set aside');
      if (state.setAside.length === 0) {
        return [heading, element('p', { class: 'defender-empty' },
          'Nothing was set aside: everything that was read was taken in.')];
      }
      const columns = ['Item', 'Why', 'Tries', 'Next try by itself', 'Last changed'];
      return [
        heading,
        element('p', {},
          'These could not be taken in. They block nothing else, and are tried again by themselves at'
            + ' growing intervals. Mend the cause, then try again.'),
        table(
          state.mayDecide ? [...columns, 'Action'] : columns,
          state.setAside.map(item => [
            [element('strong', {}, item.source), ' ',
              element('span', { class: 'defender-id' }, item.id),
              item.title === null ? null : element('div', {}, item.title)],
            [element('div', {}, ITEM_STATES[item.state]),
              item.reason === null ? null : element('div', {}, item.reason)],
            [String(item.attempts)],
            [item.nextTry === null ? 'with the next look' : time(item.nextTry)],
            [time(item.changed)],
            ...(state.mayDecide ? [item.state === 'REPLAY' ? [] : [tryAgain(item)]] : [])
          ]))];
    }

    /** Changes that are told as soon as their playbook waits for them. */
    function kept(state) {
      return changes({
        heading: 'Kept for their playbooks',
        text: 'No playbook has received these changes yet. Each is told, in this order, as soon as its'
          + ' playbook waits for the message. Where one waits for long, open its process instance: it may'
          + ' be suspended, have an incident, or stand where no event takes the message.',
        why: 'Why it is kept',
        noReason: 'It is told within seconds.',
        list: state.kept,
        all: count(state, 'pendingUpdates'),
        order: 'oldest'
      });
    }

    /** Changes that nobody was told. */
    function undeliverable(state) {
      return changes({
        heading: 'Undeliverable',
        text: 'These changes came after their playbook had ended, so that nobody was told. Look at the'
          + ' incident in the Defender portal; where it was opened again, it can be replayed below.',
        why: 'Why nobody was told',
        noReason: '',
        list: state.undeliverable,
        all: count(state, 'undeliverable'),
        order: 'newest'
      });
    }

    function count(state, figure) {
      return state.sources.reduce((sum, one) => sum + one[figure], 0);
    }

    function changes({ heading, text, why, noReason, list, all, order }) {
      return list.length === 0 ? [] : [
        element('h3', {}, heading),
        element('p', {}, text),
        all > list.length
          ? element('p', {}, element('strong', {}, `${all - list.length} more are not shown`),
            `: here are the ${order} 100 of each source.`)
          : null,
        table(['Item', 'What was changed', 'Since', 'Playbook', why],
          list.map(change => [
            [element('strong', {}, change.source), ' ',
              element('span', { class: 'defender-id' }, change.id),
              change.title === null ? null : element('div', {}, change.title)],
            [change.changed.join(', ')],
            [time(change.since)],
            [element('div', {}, change.businessKey),
              change.running
                ? processInstance(change.processInstanceId)
                : element('span', { class: 'text-muted' }, 'It has ended, or you may not see it.')],
            [change.reason ?? noReason]
          ]))].filter(part => part !== null);
    }

    function tryAgain(item) {
      return element('button', {
        type: 'button',
        class: 'btn btn-sm btn-primary',
        'aria-label': `Try ${item.id} again`,
        onclick: () => replay(item, 'Try again', [
          'The next look takes it in, whether or not it matches the filter. If that fails again, it is'
            + ' set aside again with the new reason.'])
      }, 'Try again');
    }

    function replay(item, verb, text) {
      ask({
        title: `${verb}: ${item.id}?`,
        text,
        confirm: `${verb} now`,
        danger: verb !== 'Try again',
        async send(why) {
          await server.post(`${at({ name: item.source })}/replay`, { id: item.id, why });
          found.replaceChildren();
          await sent(`The next look of "${item.source}" takes in ${item.id}.`);
        }
      });
    }

    function lookUp(state) {
      const source = element('select', { id: 'defender-source', class: 'form-control' },
        ...state.sources.map(({ name }) => element('option', { value: name }, name)));
      const id = element('input', {
        id: 'defender-item', class: 'form-control', type: 'text', required: true, maxlength: '400',
        placeholder: 'for example 1042'
      });
      return element('section', {},
        element('h3', {}, 'One incident or alert'),
        element('p', {}, 'Why did it start no playbook? What became of it?',
          state.mayDecide ? ' It can be replayed: taken in again.' : ''),
        element('form', { class: 'defender-search', onsubmit },
          field('Source', source),
          field('Id that Microsoft gave it', id),
          element('div', { class: 'defender-search-buttons' },
            element('button', { type: 'submit', class: 'btn btn-default' }, 'Look it up'))));

      async function onsubmit(event) {
        event.preventDefault();
        notice.clear();
        const asked = { source: source.value, id: id.value.trim() };
        try {
          found.replaceChildren(
            known(asked, await server.get(`${at({ name: asked.source })}/item`, { id: asked.id }), state));
          found.scrollIntoView({ block: 'nearest' });
        } catch (failed) {
          found.replaceChildren();
          notice.failed(failed);
        }
      }
    }

    function known(asked, { seen }, state) {
      const runs = seen?.state === 'STARTED';
      return element('section', { class: 'defender-status' },
        element('h3', {}, `${asked.id} in "${asked.source}"`),
        element('p', {}, seen === null ? UNKNOWN : ITEM_STATES[seen.state]),
        seen === null ? null : element('dl', { class: 'defender-facts' },
          ...fact('Title', seen.title),
          ...fact('Reason', seen.reason),
          ...fact('First seen', time(seen.firstSeen)),
          ...fact('Last changed', time(seen.changed)),
          ...fact('Playbook', seen.processInstanceId === null || !runs ? null
            : processInstance(seen.processInstanceId))),
        state.mayDecide ? element('p', {}, element('button', {
          type: 'button',
          class: 'btn btn-sm btn-default',
          onclick: () => replay({ source: asked.source, id: asked.id }, 'Replay', [
            runs ? element('p', { class: 'text-danger' },
              'Its playbook may still run. A second one would work on the same incident at the same'
                + ' time. Open the first one before you replay it.') : null,
            'The next look takes it in and starts a playbook for it, whether or not it matches the'
              + ' filter or has started one before.'].filter(part => part !== null))
        }, 'Replay')) : null,
        ' ');
    }

    return repeatedly(5, look);
  }
};

function at({ name }) {
  return `intake/${encodeURIComponent(name)}`;
}

function field(label, input) {
  return element('div', { class: 'form-group' }, element('label', { for: input.id }, label), input);
}

function fact(name, value) {
  return value === null ? [] : [element('dt', {}, name), element('dd', {}, value)];
}

/** What a reset to a later time than the present one would leave out. */
function skips(one, local) {
  const from = new Date(local);
  return one.watermark !== null && from > new Date(one.watermark)
    ? ['This is later than what was read so far (', time(one.watermark), '). What was changed in between'
      + ' would never start a playbook. Choose an earlier time, unless you want to leave it out.']
    : [];
}

function unconfigured() {
  return [
    element('p', { class: 'defender-empty' },
      'No source is configured: incidents and alerts start no playbooks.'),
    element('p', {},
      'To let incidents start playbooks, add a source to the settings of the application, with the'
        + ' message of the start event of your playbook, and start it again:'),
    element('pre', {}, CONFIGURATION),
    element('p', {}, 'The guide docs/intake.md has all settings.')];
}

function duration(seconds) {
  if (seconds < 60) {
    return `${seconds}\u00a0s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)}\u00a0min`;
  }
  const hours = Math.floor(seconds / 3600);
  return hours < 48
    ? `${hours}\u00a0h ${Math.floor(seconds % 3600 / 60)}\u00a0min`
    : `${Math.floor(hours / 24)}\u00a0days`;
}
