// Makes each table of claims interactive: DataTables with search, facets, a link per claim and CSV. Runs on data that
// Python has escaped; the cells' text is never taken as code.
if (!document.getElementById("explorer-style")) {
  const style = document.createElement("style");
  style.id = "explorer-style";
  style.textContent = EXPLORER_STYLE + "table.claims{font-size:13px}table.claims td:nth-child(4){white-space:nowrap}@media (max-width:40rem){table.claims thead{display:none}table.claims tr,table.claims td{display:block}table.claims td:empty{display:none}}";
  document.head.appendChild(style);
}
const explorerText = (cell) => {
  const holder = new DOMParser().parseFromString(String(cell), "text/html");
  return holder.body.textContent;
};
// A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe before it makes it text.
const explorerGuarded = (cell) => {
  const text = explorerText(cell);
  return /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
};
for (const holder of document.querySelectorAll("script.explorer-data:not([data-drawn])")) {
  const place = document.getElementById(holder.dataset.explorer);
  if (!place) continue;
  holder.dataset.drawn = "yes";
  const data = JSON.parse(holder.textContent);
  const before = place.innerHTML;
  place.innerHTML = '<table class="display compact claims" style="width:100%"></table>';
  try {
    const api = new EXPLORER_TABLE(place.querySelector("table"), {
      data: data.rows,
      columns: data.columns.map((title, number) => ({ title, visible: !data.hidden.includes(number), searchPanes: { show: data.facets.includes(number) } })),
      order: [],
      autoWidth: false,
      language: {
        search: data.words.search, info: data.words.shown_claims, infoEmpty: data.words.no_claim, infoFiltered: data.words.of_all, zeroRecords: data.words.no_match, emptyTable: data.words.no_claim,
        searchPanes: { title: { _: data.words.chosen, 0: data.words.chosen }, collapseMessage: data.words.close_all, showMessage: data.words.open_all, clearMessage: data.words.choose_none },
      },
      pageLength: 25,
      lengthMenu: [10, 25, 100],
      layout: {
        top1: { searchPanes: { columns: data.facets, initCollapsed: true, cascadePanes: false, layout: "auto" } },
        topStart: "search",
        topEnd: { buttons: [{ extend: "csvHtml5", text: data.words.as_csv, bom: true, title: null, filename: "claims", exportOptions: { modifier: { search: "applied" }, format: { body: explorerGuarded } } }] },
        bottomStart: "info",
        bottomEnd: "paging",
      },
    });
    const named = () => place.querySelectorAll("input.dtsp-search").forEach((box) => box.setAttribute("aria-label", box.title || box.placeholder));
    api.on("draw", named);
    named();
    const go = () => {
      const wanted = /^#claim=(.+)$/.exec(decodeURIComponent(location.hash));
      if (wanted) { api.search(wanted[1]).draw(); place.scrollIntoView(); }
    };
    window.addEventListener("hashchange", go);
    go();
  } catch (error) {
    place.innerHTML = before;
    console.error(error);
  }
}
