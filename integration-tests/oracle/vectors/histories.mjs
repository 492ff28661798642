// Two who type and format in turns; a third hears of it in a fixed disorder, with formats to clean up.
import * as Y from 'yjs'
import { newDoc, vector } from './vector.mjs'

/** A small generator of our own: the same numbers on every run and machine. */
const numbers = seed => below => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return Math.floor((seed >>> 8) / 2 ** 24 * below)
}

const words = ['a', 'bc', 'def ', '\n', '😀', 'é', 'שלום']
const formats = [{ bold: true }, { bold: null }, { color: 'red' }, { color: 'blue', bold: true }, { link: { href: 'x' } }]

const editText = (text, next) => {
  const at = next(text.length + 1)
  switch (next(6)) {
    case 0: return text.insert(at, words[next(words.length)], { ...formats[next(formats.length)] })
    case 1: return at < text.length && text.delete(at, 1 + next(3))
    case 2: return at < text.length && text.format(at, 1 + next(4), { ...formats[next(formats.length)] })
    default: return text.insert(at, words[next(words.length)])
  }
}

const edit = ({ text, array, map, fragment }, next) => {
  switch (next(8)) {
    case 0: return array.insert(next(array.length + 1), [next(100), words[next(words.length)]])
    case 1: return array.length > 0 && array.delete(next(array.length), 1)
    case 2: return map.set('k' + next(3), next(2) === 0 ? next(9) : new Y.Map([['in', next(9)]]))
    case 3: return fragment.insert(next(fragment.length + 1), [next(2) === 0 ? new Y.XmlElement('p') : new Y.XmlText('t')])
    default: return editText(text, next)
  }
}

const history = seed => {
  const next = numbers(seed)
  const sites = [newDoc(11 + next(5)), newDoc(40 + next(5))]
  const sent = []
  sites.forEach(({ doc }, i) => doc.on('update', (update, origin) => {
    sent.push(update)
    if (next(4) !== 0) Y.applyUpdate(sites[1 - i].doc, update, 'net')
  }))
  for (let i = 0; i < 40; i++) edit(sites[next(2)], next)
  return disordered(sent, next)
}

const disordered = (sent, next) => {
  const order = sent.map((update, i) => [i + next(5), update]).sort((a, b) => a[0] - b[0]).map(([_key, update]) => update)
  return [...order, sent[next(sent.length)]]
}

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

export const histories = () => SEEDS.map(seed => vector(`history ${seed}`, history(seed), { client: 77, gc: seed % 4 !== 0 }))
