/**
 * One page's part in a room: its replica of the text and of the board, and what the server
 * does not know of it yet. What is done here is seen here at once, connected or not, and
 * waits in `pending` until the server has acknowledged it. After a break it is sent again:
 * the ids in it make sure that nothing is done twice.
 *
 *     outside --create, join--> joining --> inside
 *                                ^    |       |
 *                        connect |    | lost  | lost
 *                                |    v       |
 *                                +-- away <---+
 *     joining --not let in--> refused, or ended if we had been inside
 *
 * Fires `state`, `people`, `board`, `pending`; `changing` and `text` before and after an
 * edit of somebody else; `drawing` and `cursor` with what came, `refused` with an error,
 * `answer` with how long an acknowledgement took.
 */
import { MAX_RUN, Pending } from './pending.js';
import { SharedText, key, plus } from './shared-text.js';
import { charactersIn, pieces } from './text-difference.js';

/** Longer than a busy server needs. */
const ANSWER_MILLIS = 10_000;
/** What is typed meanwhile goes with the next event: the server takes 25 a second. */
const GATHER_MILLIS = 50;

export class Replica extends EventTarget {

  state = 'outside';
  text = new SharedText();
  strokes = new Map(); // by key of their id
  people = [];
  site;
  /** { room, token, name }: what opens the room, and who comes in. */
  door;

  #socket;
  #key; // shows that we are who had this site
  #pending = new Pending();
  #strokesDrawn = 0;
  #held; // edits of others that wait while a word is being composed
  #goodbye; // why the server is about to disconnect us
  #isRefused = false; // a change of ours was: the state is to be had anew

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.on('connect', () => this.#connected());
    socket.on('goodbye', ({ code }) => { this.#goodbye = code; });
    socket.on('disconnect', reason => {
      if (reason === 'io server disconnect') {
        this.#enter('refused', { code: this.#goodbye ?? 'DISCONNECTED' });
      } else if (this.state === 'inside' || this.state === 'joining') {
        this.#enter('away');
      }
    });
    socket.on('people', people => this.#setPeople(people));
    socket.on('edit', edited => this.#hear(edited));
    socket.on('stroke', stroke => this.#change(() => this.#add(stroke)));
    socket.on('erase', ids => this.#change(() => this.#remove(ids)));
    for (const event of ['drawing', 'cursor']) {
      socket.on(event, detail => this.#tell(event, detail));
    }
    socket.on('refused', (event, { error }) => this.#tell('refused', error));
  }

  // ---- coming in

  /** Asks for a new room, and joins it. Gives false if there is none. */
  async create(name) {
    try {
      const { error, ...made } = await this.#ask('create', { name });
      if (error) this.#tell('refused', error);
      else this.join({ ...made, name });
      return error === undefined;
    } catch {
      return false; // the connection was lost; that is told elsewhere
    }
  }

  /** Joins a room, as somebody new to it. */
  join(door) {
    Object.assign(this, { door, text: new SharedText(), strokes: new Map(), people: [] });
    this.site = undefined;
    this.#key = undefined;
    this.#pending = new Pending();
    this.#strokesDrawn = 0;
    this.#isRefused = false;
    this.tryAgain();
  }

  /** After a refusal of who had been inside: asks again for the same. */
  tryAgain() {
    if (this.#socket.connected) {
      this.#comeIn();
    } else {
      this.#enter('away');
      this.#goodbye = undefined;
      this.#socket.connect(); // does nothing if that is under way
    }
  }

  leave() {
    this.#socket.emit('leave', {});
    this.door = undefined;
    this.#setPeople([]);
    this.#enter('outside');
  }

  #connected() {
    if (!this.door || this.state === 'ended') return;
    if (this.#socket.recovered && this.#key && !this.#isRefused) {
      this.#enter('inside'); // we have been told what we had missed
      this.#send();
    } else {
      this.#comeIn();
    }
  }

  async #comeIn() {
    const { door } = this;
    const before = this.#key ? { site: this.site, key: this.#key } : {};
    this.#enter('joining');
    let answer;
    try {
      answer = await this.#ask('join', { ...door, ...before });
    } catch {
      if (this.#socket.connected && this.door === door) this.#comeIn(); // a late answer
      return;
    }
    if (this.door !== door) return;
    if (answer.error) {
      const ended = answer.error.code === 'JOIN_ERROR' && this.#key;
      if (!this.#key) this.door = undefined; // not to be tried again by itself
      this.#enter(ended ? 'ended' : 'refused', answer.error);
    } else {
      this.#welcome(answer);
    }
  }

  /** What only we know stays: it is in the text and the strokes, and in what is pending. */
  #welcome({ site, key: secret, people, text, strokes }) {
    this.site = site;
    this.#key = secret;
    if (this.#isRefused) this.#startAnew();
    this.#hear({ edits: text });
    this.#change(() => {
      this.strokes.clear();
      strokes.forEach(stroke => this.#add(stroke));
      for (const { event, payload } of this.#pending) {
        if (event === 'stroke') this.#add(payload);
        else if (event === 'erase') this.#remove(payload);
      }
    });
    this.#strokesDrawn = Math.max(this.#strokesDrawn,
      ...strokes.filter(({ id }) => id[1] === site).map(({ id }) => id[0]));
    this.#setPeople(people);
    this.#enter('inside');
    this.#send();
  }

  /** What was typed after the edit that was refused may be about it. */
  #startAnew() {
    this.#isRefused = false;
    this.text = new SharedText();
    this.#pending.drop('edit');
  }

  // ---- the text

  /**
   * Removes characters at a place and types others there. Gives what was removed and what
   * was typed, as runs: { ids, text }.
   */
  edit(index, count, typed) {
    const gone = this.text.range(index, count);
    // What replaces a word stays where the word was, whatever is typed before it meanwhile.
    const after = gone.at(-1)?.id ?? this.text.idAt(index);
    this.text.delete(index, count)
      .flatMap(({ id, delete: length }) => deletions(idsOf(id, length)))
      .forEach(edit => this.#push('edit', edit));
    const removed = gone.length === 0 ? [] : [{
      ids: gone.map(({ id }) => id), text: gone.map(({ character }) => character).join(''),
    }];
    return { removed, inserted: this.type(after, typed) };
  }

  /** Deletes those characters that are still there. */
  delete(ids) {
    for (const edit of deletions(ids)) {
      if (this.text.apply(edit)) this.#push('edit', edit);
    }
  }

  /** Types behind a character, or where it was; gives the runs. */
  type(after, text) {
    let before = after;
    return pieces(text, MAX_RUN).map(piece => {
      const edit = this.text.insertAfter(this.site, before, piece);
      this.#push('edit', edit);
      const run = { ids: idsOf(edit.id, charactersIn(piece)), text: piece };
      before = run.ids.at(-1);
      return run;
    });
  }

  /**
   * While a word is being composed (Chinese, accents, phones) the text box must not be
   * touched: what others do waits. That it is applied late does no harm, which is the
   * point of a CRDT.
   */
  hold() {
    this.#held ??= [];
  }

  release() {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(edited => this.#hear(edited));
  }

  #hear({ site, edits }) {
    if (this.#held) {
      this.#held.push({ site, edits });
      return;
    }
    this.#tell('changing');
    edits.forEach(edit => this.text.apply(edit));
    this.#tell('text', { site });
  }

  // ---- the board

  /** The id for the next stroke. */
  nextStroke() {
    this.#strokesDrawn += 1;
    return [this.#strokesDrawn, this.site];
  }

  draw(stroke) {
    this.#change(() => this.#add(stroke));
    this.#push('stroke', stroke);
  }

  erase(ids) {
    this.#change(() => this.#remove(ids));
    this.#push('erase', ids);
  }

  #change(action) {
    action();
    this.#tell('board');
  }

  #add(stroke) {
    this.strokes.set(key(stroke.id), stroke);
  }

  #remove(ids) {
    ids.forEach(id => this.strokes.delete(key(id)));
  }

  // ---- what may be lost

  /** `cursor` or `drawing`: not sent if it cannot leave at once, and never again. */
  sign(event, payload) {
    if (this.state === 'inside') this.#socket.volatile.emit(event, payload);
  }

  // ---- what must not be lost

  /** How many changes the server has not acknowledged. */
  get pending() {
    return this.#pending.length;
  }

  #push(event, payload) {
    this.#pending.add(event, payload);
    this.#tell('pending');
    queueMicrotask(() => this.#send()); // with what belongs to it
  }

  /** One event at a time: the next goes when this one was acknowledged. */
  async #send() {
    const pending = this.#pending;
    const next = this.state === 'inside' ? pending.take() : undefined;
    if (!next) return;
    try {
      const { error, erased } = await this.#ask(next.event, next.payload);
      if (pending !== this.#pending) return; // another room meanwhile
      await this.#answered(next, error, erased);
    } catch {
      pending.unanswered();
    }
    this.#tell('pending');
    this.#send();
  }

  /** If it is refused, ours is not what the others see: the server's counts. */
  async #answered({ event, payload }, error, erased) {
    if (error?.code === 'NO_ROOM') {
      this.#pending.unanswered();
      this.#comeIn();
      return;
    }
    if (error) {
      this.#tell('refused', error);
      this.#isRefused = event !== 'stroke';
    }
    if (event === 'stroke' && (error || erased)) {
      this.#change(() => this.#remove([payload.id]));
    }
    await pause(GATHER_MILLIS);
    this.#pending.done();
    if (this.#isRefused && this.state === 'inside') this.#comeIn();
  }

  /** Asks until it is not too fast. Rejects when the connection is lost, or no answer comes. */
  async #ask(event, payload) {
    for (;;) {
      const began = performance.now();
      const answer = await this.#socket.timeout(ANSWER_MILLIS).emitWithAck(event, payload);
      this.#tell('answer', { millis: performance.now() - began });
      if (answer.error?.code !== 'TOO_FAST') return answer;
      await pause(answer.error.retryMillis);
      if (!this.#socket.connected) throw new Error('disconnected meanwhile');
    }
  }

  #setPeople(people) {
    this.people = people;
    this.#tell('people');
  }

  #enter(state, error) {
    this.state = state;
    this.#tell('state', { state, error });
  }

  #tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

function idsOf(first, count) {
  return Array.from({ length: count }, (_, distance) => plus(first, distance));
}

/** As few edits as can be: one for each run of consecutive ids. */
function deletions(ids) {
  const edits = [];
  for (const id of ids) {
    const last = edits.at(-1);
    const goesOn = last && key(id) === key(plus(last.id, last.delete));
    if (goesOn && last.delete < MAX_RUN) last.delete += 1;
    else edits.push({ id, delete: 1 });
  }
  return edits;
}

function pause(millis) {
  return new Promise(resolve => { setTimeout(resolve, millis); });
}
