// Marks in the contents the heading under which the reader is.

const READING_LINE = 0.3; // of the window's height, from its top

function headingsOf(links) {
  const pairs = links.map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]);
  return pairs.filter(([heading]) => heading);
}

function currentLink(pairs) {
  const line = window.innerHeight * READING_LINE;
  let current = null;
  for (const [heading, link] of pairs) {
    if (heading.getBoundingClientRect().top <= line) {
      current = link;
    }
  }
  return current;
}

function keepInSight(link, rail) {
  const box = link.getBoundingClientRect();
  const frame = rail.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) {
    rail.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

function copyOf(link) {
  const copy = document.createDocumentFragment();
  for (const node of link.childNodes) {
    copy.append(node.cloneNode(true));
  }
  for (const element of copy.querySelectorAll("[id]")) {
    element.removeAttribute("id");
  }
  return copy;
}

export function markContents() {
  const contents = document.querySelector("[data-contents]");
  if (!contents) {
    return;
  }
  const pairs = headingsOf([...contents.querySelectorAll("a[href^='#']")]);
  const place = contents.querySelector("[data-contents-current]");
  let marked = null;
  const mark = () => {
    const link = currentLink(pairs);
    if (link === marked) {
      return;
    }
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    place.replaceChildren(link ? copyOf(link) : "");
    marked = link;
    if (link) {
      keepInSight(link, contents);
    }
  };
  // The watched area has no upper edge, so that a heading is either above the line or not: no jump passes unseen.
  const rootMargin = `1000000px 0px -${100 * (1 - READING_LINE)}% 0px`;
  const observer = new IntersectionObserver(mark, { rootMargin });
  for (const [heading] of pairs) {
    observer.observe(heading);
  }
}
