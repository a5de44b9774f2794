// Draws the charts of a page from their compiled specifications. On a telephone a chart is drawn as wide as the screen: panels stand below each
// other, a row's label stands above its row, and a label that would lie on another one is left out (its figure can be touched).
const NARROW = 620;
const everyGroup = (spec, act) => { act(spec); (spec.marks || []).forEach((mark) => everyGroup(mark, act)); };
const lines = (text, most) => [].concat(text || []).flatMap((line) => {
  const said = [""];
  String(line).split(/(?<= )|(?<=[\u4e00-\u9fff])/).forEach((word) => {
    const length = [...said.at(-1) + word].reduce((sum, c) => sum + (c > "\u2e7f" ? 2 : 1), 0);
    if (length > most && said.at(-1)) said.push("");
    said[said.length - 1] += word;
  });
  return said.map((part) => part.trim());
});

function narrowed(spec, width) {
  const chart = structuredClone(spec);
  if (chart.title) {
    chart.title.text = lines(chart.title.text, 44);
    chart.title.subtitle = lines(chart.title.subtitle, 54);
  }
  everyGroup(chart, (group) => {
    // panels that share an axis stay beside each other
    const shared = (group.marks || []).some((mark) => /header|footer/.test(mark.role || ""));
    const columns = group.layout ? (shared ? group.layout.columns : 1) : 1;
    if (group.layout) group.layout.columns = columns;
    if (typeof group.width === "number") group.width = width;
    (group.signals || []).forEach((s) => { if (/width$/i.test(s.name) && typeof s.value === "number") s.value = width / columns; });
    (group.legends || []).forEach((legend) => Object.assign(legend, { columns: 2, labelLimit: width / 2, direction: "vertical" }));
    if (group.title && group.title.text && group.title.text.signal) Object.assign(group.title, { limit: width + 70, anchor: "start" });
    else if (group !== chart && group.title) group.title.text = lines(group.title.text, 46);
    const step = (group.signals || []).find((s) => s.name === "y_step");
    const rows = (group.axes || []).filter((axis) => step && axis.orient === "left" && axis.labelLimit > 400);
    rows.forEach((axis) => {
      const before = axis.labelOffset && axis.labelOffset.signal ? axis.labelOffset.signal : String(axis.labelOffset || 0);
      const up = { signal: `2 * (${before}) - y_step / 4 - 10` };  // the last line of a label stands right above its row
      Object.assign(axis, { labelAlign: "left", labelPadding: 0, labelLimit: width + 60, labelOffset: up });
    });
    if (!rows.length) return;
    // a row takes half of its step, its label the other half
    if (typeof step.value === "number") step.value *= 2;
    const halved = (s) => s.replace(/\(1-0\.\d+\)/, "(1-0.5)").replace(/(domain\('y'\)\.length), [\d.]+, [\d.]+/, "$1, 0.5, 0.5");
    group.signals.filter((s) => s.update).forEach((s) => { s.update = halved(s.update); });
    group.scales.filter((scale) => scale.name === "y").forEach((scale) => Object.assign(scale, { paddingInner: 0.5, paddingOuter: 0.5 }));
  });
  return chart;
}

// A text beyond the edge is drawn in; of two that lie on each other the later one is not shown.
function parted(figure) {
  const edge = figure.getBoundingClientRect().right - 3;
  const kept = [...figure.querySelectorAll("g.role-axis-label text")].map((text) => text.getBoundingClientRect());
  figure.querySelectorAll("g.mark-text.role-mark text").forEach((text) => {
    const over = text.getBoundingClientRect().right - edge;
    if (over > 0) text.setAttribute("transform", `translate(${-over},0) ${text.getAttribute("transform") || ""}`);
    const box = text.getBoundingClientRect();
    const lies = kept.some((k) => box.left < k.right && k.left < box.right && box.top < k.bottom - 1 && k.top < box.bottom - 1);
    if (lies) text.setAttribute("visibility", "hidden");
    else if (box.width) kept.push(box);
  });
}

async function draw(figure, spec) {
  const room = figure.clientWidth - 2, options = { actions: false, renderer: "svg", defaultStyle: false };
  const widthOf = () => Number(figure.querySelector("svg").getAttribute("width"));
  figure.classList.remove("narrow");
  await vegaEmbed(figure, spec, options);
  if (window.innerWidth < NARROW && widthOf() > room) {
    let width = room - 60;
    for (let tries = 0; tries < 3; tries += 1) {
      await vegaEmbed(figure, narrowed(spec, width), options);
      const over = widthOf() - room;
      if (over <= 0 || width - over < 120) break;
      width -= Math.ceil(over);
    }
    figure.classList.add("narrow");
    const picture = figure.querySelector("svg");
    if (widthOf() > room) {  // a text that reaches over the edge: it is drawn in below
      picture.setAttribute("viewBox", `0 0 ${room} ${picture.getAttribute("height")}`);
      picture.setAttribute("width", room);
    }
    parted(figure);
  }
  figure.querySelectorAll("svg").forEach((s) => s.setAttribute("aria-hidden", "true"));
}

const charts = [...document.querySelectorAll("script.chart-spec")].map((holder) => {
  const figure = document.querySelector(`figure.chart[data-chart="${holder.dataset.chart}"]`);
  return { figure, picture: figure.innerHTML, spec: JSON.parse(holder.textContent) };
});
const drawAll = () => Promise.all(
  charts.map(({ figure, picture, spec }) => draw(figure, spec).catch(() => { figure.innerHTML = picture; })),
).then(() => { document.body.dataset.charts = "drawn"; });
let wide = window.innerWidth;
window.addEventListener("resize", () => {
  if (window.innerWidth === wide || Math.min(window.innerWidth, wide) >= NARROW) return;
  wide = window.innerWidth;
  drawAll();
});
drawAll();
