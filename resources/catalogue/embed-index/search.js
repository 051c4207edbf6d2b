// The search of search.html: by words, within the page itself. Cuts words as words.py does.
"use strict";

const K1 = 1.2, B = 0.75;   // the usual constants of BM25
const PART = 0.4;           // what a word counts that only begins with, ends with or holds the word that was asked
const LONGEST_QUESTION = 500;

function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [];
}

function buildIndex(passages, stopWords) {
  const words = new Map();
  const lengths = passages.map((passage, number) => {
    const found = wordsOf(passage.title + " " + passage.text);
    for (const word of found) {
      if (!words.has(word)) words.set(word, new Map());
      const counts = words.get(word);
      counts.set(number, (counts.get(number) || 0) + 1);
    }
    return found.length;
  });
  const usual = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length));
  return {passages, words, lengths, usual, stopWords: new Set(stopWords)};
}

function addScores(index, scores, word, weight) {
  const counts = index.words.get(word);
  const rarity = Math.log(1 + (index.lengths.length - counts.size + 0.5) / (counts.size + 0.5));
  for (const [number, count] of counts) {
    const part = rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * index.lengths[number] / index.usual));
    scores.set(number, (scores.get(number) || 0) + weight * part);
  }
}

// [{passage, score}] of the best passages of different documents, the best first.
function searchIndex(index, question, count) {
  const asked = wordsOf(question.slice(0, LONGEST_QUESTION));
  const telling = asked.filter(word => !index.stopWords.has(word));
  const scores = new Map();
  for (const word of new Set(telling.length ? telling : asked)) {
    if (index.words.has(word)) addScores(index, scores, word, 1);
    if (word.length < 4) continue;
    for (const other of index.words.keys()) {
      if (other !== word && other.includes(word)) addScores(index, scores, other, PART);
    }
  }
  const order = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || a - b);
  const taken = new Set(), found = [];
  for (const number of order) {
    const passage = index.passages[number];
    if (taken.has(passage.document)) continue;
    taken.add(passage.document);
    found.push({passage, score: scores.get(number)});
    if (found.length === count) break;
  }
  return found;
}

// Text goes into the page as text only: whatever is in a document, it stays something to read.
function element(kind, text, className) {
  const made = document.createElement(kind);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function showPage() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const index = buildIndex(data.passages, data.stopWords);
  const input = document.getElementById("question"), list = document.getElementById("found"), said = document.getElementById("said");
  const show = () => {
    const words = data.texts[document.documentElement.lang];
    const found = input.value.trim() ? searchIndex(index, input.value, 10) : [];
    said.textContent = !input.value.trim() ? "" : found.length ? "" : words.nothing;
    list.replaceChildren(...found.map(({passage}) => {
      const item = element("li", "");
      const place = passage.file + ", " + words.line + " " + passage.line + (passage.source ? ", " + passage.source : "");
      item.append(element("h2", passage.title), element("p", place, "place"), element("p", passage.text));
      return item;
    }));
  };
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      document.documentElement.lang = button.dataset.language;
      show();
    });
  }
  input.focus();
}

if (typeof document === "undefined") module.exports = {wordsOf, buildIndex, searchIndex};
else showPage();
