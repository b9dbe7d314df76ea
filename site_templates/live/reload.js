// Shows the portal as it is now: `vankho serve --content` puts this script into the pages that it sends, never into files.
"use strict";

(() => {
    const shown = document.currentScript?.dataset.shown;
    const news = new EventSource("/.vankho/news");
    const line = document.createElement("p");
    line.setAttribute("role", "alert");
    Object.assign(line.style, {
        position: "fixed",
        inset: "auto 0 0 0",
        zIndex: "1000",
        margin: "0",
        padding: "0.8rem 1.2rem",
        maxHeight: "50vh",
        overflow: "auto",
        whiteSpace: "pre-wrap",
        color: "#fff",
        background: "#8c1d18",
    });

    /** @param {string} fault */
    const tell = fault => {
        line.textContent = fault;
        if (fault) document.body.append(line);
        else line.remove();
    };

    news.addEventListener("message", event => {
        const now = JSON.parse(event.data);
        if (now.shown === shown) {
            tell(now.fault);
            return;
        }
        news.close();
        location.reload();
    });
    addEventListener("pagehide", () => news.close());
    addEventListener("pageshow", event => {
        if (event.persisted) location.reload();
    });
})();
