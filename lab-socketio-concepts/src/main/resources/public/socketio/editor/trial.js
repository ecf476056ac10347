/**
 * A conflict on purpose: we and a robot, which is a second connection of this page, are
 * both offline and change the text at the same place. The reader says first what will
 * become of it.
 */
import { io } from '/shared/client/socket-io.js';
import { fill, t } from '/shared/i18n.js';
import { Replica } from './replica.js';

const ROBOT = 'Robot';
const PATIENCE_MILLIS = 20_000;

export class Trial {

  #mine;
  #manager;
  #robot;
  #parts;
  #started; // { mine, robot }: the texts when both went offline

  /**
   * @param mine our replica, and the manager of its connection
   * @param parts of the page: { guesses, part, meet, outcome, copies }
   * @param caret gives the place of our caret in the text, in characters
   */
  constructor(mine, manager, parts, caret) {
    this.#mine = mine;
    this.#manager = manager;
    this.#parts = parts;
    parts.part.addEventListener('click', () => this.#part(caret()));
    parts.meet.addEventListener('click', () => this.#meet());
    mine.addEventListener('state', ({ detail: { state } }) => {
      if (state === 'outside' || state === 'ended') this.#end();
    });
  }

  get #guess() {
    return this.#parts.guesses.querySelector(':checked')?.value;
  }

  async #part(place) {
    if (!this.#guess) {
      this.#tell('trial.guessFirst');
      return;
    }
    this.#parts.part.disabled = true;
    this.#parts.copies.hidden = true;
    this.#tell('trial.calling');
    const socket = io('/editor');
    const robot = new Replica(socket);
    this.#robot = { replica: robot, manager: socket.io };
    robot.join({ ...this.#mine.door, name: ROBOT });
    try {
      await agreed(this.#mine, robot);
    } catch {
      this.#end();
      this.#tell('trial.noRobot');
      return;
    }
    this.#manager.goOffline();
    socket.io.goOffline();
    const index = Math.min(place, robot.text.length);
    robot.edit(Math.max(0, index - 1), Math.min(1, index), '[robot]');
    this.#started = this.#mine.text.text;
    this.#parts.meet.disabled = false;
    this.#copies(['trial.copy.robot', robot.text.text]);
    this.#tell('trial.parted');
  }

  async #meet() {
    const { replica: robot, manager } = this.#robot;
    const before = { mine: this.#mine.text.text, robot: robot.text.text };
    const changed = before.mine !== this.#started;
    this.#parts.meet.disabled = true;
    this.#tell('trial.meeting');
    manager.goOnline();
    this.#manager.goOnline();
    try {
      await agreed(this.#mine, robot);
    } catch {
      this.#end();
      this.#tell('trial.noAgreement');
      return;
    }
    this.#copies(['trial.copy.now', this.#mine.text.text],
      ['trial.copy.mineLast', before.mine], ['trial.copy.robotLast', before.robot]);
    const right = this.#guess === 'both' ? 'trial.right' : 'trial.wrong';
    this.#tell(changed ? 'trial.both' : 'trial.alone', { verdict: t(right) });
    this.#end();
  }

  #copies(...copies) {
    this.#parts.copies.hidden = false;
    this.#parts.copies.replaceChildren(...copies.flatMap(([title, text]) => {
      const term = document.createElement('dt');
      term.dataset.i18n = title;
      const copy = document.createElement('dd');
      copy.textContent = text;
      return [term, copy];
    }));
    fill(this.#parts.copies);
  }

  #tell(what, parameters) {
    this.#parts.outcome.textContent = t(what, parameters);
  }

  #end() {
    this.#robot?.replica.leave();
    this.#robot?.manager.close();
    this.#robot = undefined;
    this.#parts.part.disabled = false;
    this.#parts.meet.disabled = true;
  }
}

/** When both are inside, have nothing to tell any more, and have the same text. */
function agreed(...replicas) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject), PATIENCE_MILLIS);
    const events = ['state', 'text', 'pending'];
    const check = () => {
      const isAgreed = replicas.every(({ state, pending, text }) => state === 'inside'
        && pending === 0 && text.text === replicas[0].text.text);
      if (isAgreed) finish(resolve);
      else if (replicas.some(({ state }) => state === 'refused')) finish(reject);
    };
    const finish = settle => {
      clearTimeout(timer);
      replicas.forEach(replica => events
        .forEach(event => replica.removeEventListener(event, check)));
      settle();
    };
    replicas.forEach(replica => events
      .forEach(event => replica.addEventListener(event, check)));
    check();
  });
}
