/** What became of a round: how many were right, and why the others were not. */
import { number, onLanguage, t } from '/shared/i18n.js';
import { element, keep, write } from './keep.js';

export class Outcome {

  #sentence;
  #reasons;
  #answers;
  #score;
  #round;
  #rounds = 0;
  #perfect = 0;

  constructor(host, round) {
    this.#sentence = host.querySelector('.outcome output');
    this.#reasons = host.querySelector('.reasons');
    this.#answers = host.querySelector('.answers');
    this.#score = host.querySelector('.score');
    this.#round = round;
    round.addEventListener('told', () => this.#count());
    round.addEventListener('change', () => this.show());
    onLanguage(() => this.show());
  }

  #count() {
    const { missed, wrong } = this.#round.tally;
    this.#rounds += 1;
    if (missed + wrong === 0) this.#perfect += 1;
  }

  show() {
    const { state, sent, received, tally } = this.#round;
    const sentence = {
      predicting: '',
      sent: () => t('outcome.sent', { count: received.size }),
      told: () => t(tally.missed + tally.wrong === 0 ? 'outcome.perfect' : 'outcome.told',
        { ...tally, count: received.size, sockets: sent.sockets.length }),
    }[state];
    write(this.#sentence, sentence ? sentence() : '');
    this.#showAnswers(sent);
    this.#showReasons();
    write(this.#score, this.#rounds > 0
      ? t('outcome.score', { rounds: number(this.#rounds), count: this.#perfect }) : '');
  }

  #showAnswers(sent) {
    const { answers, timedOut } = sent?.answer ?? {};
    const names = answers?.join(', ') || t('outcome.nobody');
    write(this.#answers, answers
      ? t(timedOut ? 'outcome.timedOut' : 'outcome.answers', { names }) : '');
  }

  #showReasons() {
    const { verdicts, sent, received } = this.#round;
    const told = verdicts ? sent.sockets
      .filter(({ id }) => verdicts.get(id) !== 'right') : [];
    keep(this.#reasons, told, ({ id }) => id, () => element('li'), (line, each) => {
      const verdict = t(`verdict.${verdicts.get(each.id)}`);
      write(line, `${each.client}, ${verdict}: ${reason(each, received, sent.choice)}`);
    });
  }
}

/** By the rules; where the measurement says otherwise, that is said instead. */
function reason({ id, client, namespace, receives, reason: key, room }, received, { how }) {
  const came = received.has(id);
  if (receives === came || key === 'later') return t(`why.${key}`, { client, namespace, room });
  return t(how === 'volatile' && !came ? 'why.moment' : 'why.otherwise');
}
