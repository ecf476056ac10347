/** What has been emitted lately, by everybody, and how many have received it. */
import { onLanguage, t } from '/shared/i18n.js';
import { javaScript } from './emission.js';
import { element, keep, write, writeCode } from './keep.js';

export class Latest {

  #host;
  #shown = [];

  constructor(host) {
    this.#host = host;
    onLanguage(() => this.show(...this.#shown));
  }

  show(emissions = [], nameOf = () => undefined) {
    this.#shown = [emissions, nameOf];
    keep(this.#host, emissions, ({ id }) => id,
      () => element('li', '', element('span'), ' ', element('code'), ' ', element('span')),
      (line, emission) => {
        const [who, code, count] = line.children;
        write(who, t(emission.by === 'server' ? 'latest.server' : 'latest.client', {
          page: String(emission.page), by: emission.by, namespace: emission.namespace,
        }));
        writeCode(code, javaScript(choiceOf(emission), nameOf));
        write(count, t('latest.received', { count: emission.received }));
      });
  }
}

/** The picture's emission as a choice (emission.js). */
function choiceOf({ timeout, volatile: isVolatile, ...emission }) {
  let how = 'plain';
  if (isVolatile) how = 'volatile';
  if (timeout) how = 'ack';
  return { ...emission, how, timeoutMillis: timeout };
}
