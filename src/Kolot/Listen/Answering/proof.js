// Does the work that a survey asks for while somebody floods it: looks for a number whose hash begins with zeros, in turns so short that the page stays awake.
// Written out rather than asked of the browser, which hashes one text at a time and only on secure pages.
const turn = 24;
const together = 256;
const form = document.querySelector('form[data-prove]');

const primes = [];
for (let number = 2; primes.length < 64; number++) if (primes.every(prime => number % prime)) primes.push(number);
const fraction = (value, root) => Math.floor((value ** (1 / root) % 1) * 2 ** 32) | 0;
const begin = Int32Array.from(primes.slice(0, 8), prime => fraction(prime, 2));
const steps = Int32Array.from(primes, prime => fraction(prime, 3));
const words = new Int32Array(64);
const turned = (word, by) => (word >>> by) | (word << (32 - by));

// The first 32 bits of the SHA-256 of a text of less than 56 ASCII signs.
function first(text) {
  words.fill(0);
  for (let at = 0; at < text.length; at++) words[at >> 2] |= text.charCodeAt(at) << (24 - (at % 4) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[15] = text.length * 8;
  for (let at = 16; at < 64; at++) {
    const one = words[at - 15], other = words[at - 2];
    words[at] = words[at - 16] + (turned(one, 7) ^ turned(one, 18) ^ (one >>> 3)) + words[at - 7] + (turned(other, 17) ^ turned(other, 19) ^ (other >>> 10));
  }
  let a = begin[0], b = begin[1], c = begin[2], d = begin[3], e = begin[4], f = begin[5], g = begin[6], h = begin[7];
  for (let at = 0; at < 64; at++) {
    const more = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + steps[at] + words[at]) | 0;
    const most = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + more) | 0; d = c; c = b; b = a; a = (more + most) | 0;
  }
  return (a + begin[0]) | 0;
}

if (form) {
  const { prove, bits } = form.dataset;
  const found = new Promise(tell => {
    let number = 0;
    (function look() {
      const until = performance.now() + turn;
      while (performance.now() < until) {
        for (let tries = 0; tries < together; tries++, number++) {
          if (Math.clz32(first(`${prove}:${number}`)) < bits) continue;
          form.elements.proof.value = number;
          tell();
          return;
        }
      }
      setTimeout(look);
    })();
  });
  let ready = false;
  found.then(() => { ready = true; });
  form.addEventListener('submit', sent => {
    if (ready) return;
    sent.preventDefault();
    found.then(() => form.requestSubmit(sent.submitter));
  });
}
