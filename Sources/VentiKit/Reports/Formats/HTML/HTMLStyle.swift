//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The style sheet of the HTML report. Its digest is part of the page's Content Security Policy.
enum HTMLStyle {
    static let sheet: StaticString = """
        :root{color-scheme:light dark;--paper:#fff;--card:#f6f8fa;--line:#d5dbe1;--ink:#1a1f25;--soft:#57606a;
        --link:#0b57a4;--on:#fff;--critical:#7d0a2b;--high:#b93309;--medium:#8a5d00;--low:#1463a5;--info:#57606a;
        --good:#1a6b35;--track:#e3e8ed;--goodwash:#e4f4e8;--badwash:#fdebe7;--unclearwash:#fdf3d8}
        @media (prefers-color-scheme:dark){:root{--paper:#11151a;--card:#191f26;--line:#333c46;--ink:#e7ebef;--soft:#a3adb8;
        --link:#7ab8ff;--on:#11151a;--critical:#ff7d95;--high:#ff9b6a;--medium:#e6bf52;--low:#74b9ff;--info:#a3adb8;
        --good:#6fd08c;--track:#2a323b;--goodwash:#14281b;--badwash:#321a16;--unclearwash:#2e2712}}
        *{box-sizing:border-box}
        html{scroll-padding-top:4rem}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,
        "Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
        header,main,footer,nav ul{max-width:72rem;margin:0 auto;padding:0 1.25rem}
        header{padding-top:2rem}
        h1{font-size:2rem;line-height:1.2;margin:.1rem 0 1rem}
        h2{font-size:1.4rem;line-height:1.25;margin:2.5rem 0 .75rem}
        h3{font-size:1.1rem;line-height:1.35;margin:1.75rem 0 .5rem}
        h4{font-size:.95rem;margin:1.1rem 0 .35rem}
        p{margin:.4rem 0 .8rem}
        a{color:var(--link)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .kicker{margin:0;color:var(--soft);font-weight:600;letter-spacing:.02em}
        .version,.muted,.refs,.facts dt{color:var(--soft)}
        .version{font-weight:400;font-size:1.25rem}
        .muted,.refs{font-size:.9rem;font-weight:400}
        .hidden,.skip{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip:focus{position:fixed;top:0;left:0;width:auto;height:auto;clip-path:none;padding:.6rem 1rem;
        background:var(--paper);z-index:3}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.5rem 1.5rem;margin:0}
        .facts dt{font-size:.8rem}
        .facts dd{margin:0}
        nav{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);margin-top:1.5rem}
        nav ul{display:flex;gap:0 1.25rem;list-style:none;overflow-x:auto}
        nav a{display:block;padding:.7rem 0;white-space:nowrap;text-decoration:none;font-size:.95rem}
        nav a:hover{text-decoration:underline}
        .band{margin:1.5rem 0 0;padding:1.1rem 1.4rem;border-left:6px solid var(--info);border-radius:6px;background:var(--card)}
        .band h2{margin:0 0 .3rem;font-size:1.5rem}
        .band p{max-width:62ch}
        .band.bad{border-color:var(--high);background:var(--badwash)}
        .band.good{border-color:var(--good);background:var(--goodwash)}
        .band.unclear{border-color:var(--medium);background:var(--unclearwash)}
        .counters{display:flex;flex-wrap:wrap;gap:.6rem 2.2rem;list-style:none;margin:.8rem 0 .2rem;padding:0}
        .counters li{display:flex;align-items:baseline;gap:.45rem}
        .count{font-size:1.9rem;font-weight:700;line-height:1.1;font-variant-numeric:tabular-nums}
        .critical .count{color:var(--critical)}.high .count{color:var(--high)}.medium .count{color:var(--medium)}
        .low .count{color:var(--low)}.info .count{color:var(--info)}
        .delta{margin:.6rem 0 0}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:1rem;margin-bottom:1rem}
        .card{margin:0;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:8px;background:var(--card)}
        figcaption,caption{font-weight:600;text-align:left;padding-bottom:.5rem}
        .donut{display:flex;flex-wrap:wrap;align-items:center;gap:1rem 1.5rem}
        .donut svg{width:9.5rem;height:9.5rem;flex:none}
        .donut table{width:auto;flex:1 1 11rem}
        .ring{fill:none;stroke-width:18}
        .ring.track{fill:none;stroke:var(--track)}
        .ring.critical{stroke:var(--critical)}.ring.high{stroke:var(--high)}.ring.medium{stroke:var(--medium)}
        .ring.low{stroke:var(--low)}.ring.info{stroke:var(--info)}
        svg text{fill:var(--ink);text-anchor:middle;font-family:inherit}
        svg .big{font-size:26px;font-weight:700}
        svg .small{font-size:11px;fill:var(--soft)}
        .bar{display:block;width:100%;height:.6rem;border-radius:3px;margin:.35rem 0}
        .track{fill:var(--track)}
        .fill.critical,.fill.found{fill:var(--critical)}.fill.high{fill:var(--high)}.fill.medium{fill:var(--medium)}
        .fill.low{fill:var(--low)}.fill.info{fill:var(--info)}.fill.good,.fill.clean{fill:var(--good)}
        .key{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin:0 .2rem 0 .6rem;background:var(--track)}
        .key.found{background:var(--critical);margin-left:0}.key.clean{background:var(--good)}
        .scroll{overflow-x:auto;margin:.5rem 0 1rem}
        table{border-collapse:collapse;width:100%;font-size:.92rem}
        th,td{padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        th{font-weight:600}
        thead th{color:var(--soft);font-weight:600;font-size:.85rem;vertical-align:bottom;overflow-wrap:normal}
        .owasp td:nth-child(3){white-space:nowrap}
        tbody th{font-weight:400}
        .scroll th,.scroll td{min-width:4.5rem}
        .scroll tbody th:first-child{min-width:11rem}
        .grid tbody th:first-child,.matrix tbody th:first-child{min-width:min(19rem,45vw)}
        .grid th,.grid td{min-width:3.6rem}
        .wide{width:22%}
        td .bar{min-width:6rem}
        .bars th{white-space:nowrap;width:8.5rem}
        .bars td:last-child{text-align:right;width:4rem;font-variant-numeric:tabular-nums}
        .donut td{font-variant-numeric:tabular-nums}
        .tag{display:inline-block;min-width:3.4rem;color:var(--soft);font-variant-numeric:tabular-nums}
        .sev{display:inline-block;padding:.05rem .55rem;border-radius:999px;font-size:.8rem;font-weight:600;color:var(--on);
        background:var(--info);white-space:nowrap}
        .sev.critical{background:var(--critical)}.sev.high{background:var(--high)}.sev.medium{background:var(--medium)}
        .sev.low{background:var(--low)}
        .fixes{padding-left:1.4rem}
        .fixes li{margin-bottom:1.1rem;padding-left:.3rem}
        .fixes p{margin:.2rem 0;max-width:75ch}
        .filter{border:0;padding:0;margin:0 0 .5rem;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
        .filter legend{float:left;margin-right:1.2rem;color:var(--soft)}
        .filter label{display:flex;align-items:center;gap:.4rem}
        body:has(#show-critical:not(:checked)) .rule.critical,body:has(#show-high:not(:checked)) .rule.high,
        body:has(#show-medium:not(:checked)) .rule.medium,body:has(#show-low:not(:checked)) .rule.low,
        body:has(#show-info:not(:checked)) .rule.info{display:none}
        .rule{content-visibility:auto;contain-intrinsic-size:auto 14rem}
        .rule h3{margin-top:2rem}
        .fix,.note{max-width:75ch}
        .note{padding:.6rem .9rem;background:var(--card);border-radius:6px}
        .empty{padding:1rem;background:var(--goodwash);border-radius:6px}
        details.finding,.fold{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;background:var(--paper)}
        summary{cursor:pointer}
        .finding>summary,.fold>summary{padding:.55rem .85rem}
        .finding>summary:hover,.fold>summary:hover{background:var(--card)}
        .finding[open]>summary{border-bottom:1px solid var(--line)}
        .place{font-weight:600}
        .what{display:inline}
        .chips{white-space:nowrap}
        .chip{display:inline-block;margin-left:.35rem;padding:0 .5rem;border:1px solid var(--line);border-radius:999px;
        font-size:.8rem;color:var(--soft)}
        .chip.status{color:var(--ink);border-color:var(--soft)}
        .body{padding:.2rem .95rem .8rem}
        .fold>.scroll,.fold>ul,.fold>p{margin:.3rem .9rem .9rem}
        .assertions{margin:.3rem 0;padding-left:1.3rem}
        .columns{columns:18rem;padding-left:1.2rem;margin:.3rem 0}
        .step{margin:.35rem 0}
        .step>summary{font-size:.92rem;padding:.15rem 0}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86rem}
        pre{margin:.35rem 0 .6rem;padding:.65rem .85rem;max-height:24rem;overflow:auto;background:var(--card);
        border:1px solid var(--line);border-radius:6px;white-space:pre-wrap}
        .rows{margin:.5rem 0;table-layout:fixed}
        .rows th:nth-child(1){width:30%}.rows th:nth-child(3){width:8rem}.rows th:nth-child(4){width:8.5rem}
        .cell{text-align:center;white-space:nowrap}
        .grid td.cell,.matrix td.cell{border:2px solid var(--paper);padding:.3rem .5rem}
        .grid thead th:not(:first-child){text-align:center}
        .cell.critical,.cell.high,.cell.medium,.cell.low,.cell.info{color:var(--on);font-weight:600}
        .cell.critical{background:var(--critical)}.cell.high{background:var(--high)}.cell.medium{background:var(--medium)}
        .cell.low{background:var(--low)}.cell.info{background:var(--info)}
        .cell.clean{background:var(--goodwash);color:var(--good)}
        .cell.idle{color:var(--soft);background:var(--card)}
        .cell.yes{background:var(--unclearwash)}.cell.no{background:var(--card)}
        .cell.failed{background:var(--badwash)}
        span.cell{padding:0 .4rem;border-radius:3px}
        .glossary{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.4rem 1.5rem}
        .glossary dt{font-weight:600}
        .glossary dd{margin:0}
        footer{margin-top:3rem;padding-top:1rem;padding-bottom:2.5rem;color:var(--soft);font-size:.9rem}
        @media (max-width:40rem){
        h1{font-size:1.6rem}h2{font-size:1.25rem}
        header,main,footer,nav ul{padding-left:.9rem;padding-right:.9rem}
        .band{padding:.9rem 1rem}.counters{gap:.4rem 1.4rem}.count{font-size:1.5rem}
        .glossary{grid-template-columns:1fr;gap:.1rem}.glossary dd{margin-bottom:.7rem}
        .rows,.rows tbody,.rows tr,.rows td{display:block}.rows thead{display:none}.rows td{border:0;padding:.1rem 0}
        .rows tr{padding:.5rem 0;border-bottom:1px solid var(--line)}
        .owasp .wide,.owasp thead th:nth-child(2),.legend{display:none}.tag{min-width:2.9rem}
        .finding>summary,.body{padding-left:.7rem;padding-right:.7rem}
        }
        @page{size:A4;margin:16mm 14mm}
        @media print{
        :root{color-scheme:light;--paper:#fff;--card:#f6f8fa;--line:#c5ccd3;--ink:#000;--soft:#444c55;--link:#0b57a4;--on:#fff;
        --critical:#7d0a2b;--high:#b93309;--medium:#8a5d00;--low:#1463a5;--info:#57606a;--good:#1a6b35;--track:#e3e8ed;
        --goodwash:#e4f4e8;--badwash:#fdebe7;--unclearwash:#fdf3d8}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        body{font-size:10pt}
        header,main,footer{max-width:none;padding-left:0;padding-right:0}
        nav,.filter,.skip{display:none}
        h2,h3,h4,summary{break-after:avoid}
        .band,.card,tr,.fixes li,.step{break-inside:avoid}
        .rule{content-visibility:visible}
        .finding::details-content,.fold::details-content{content-visibility:visible;display:block;block-size:auto}
        .step:not([open]){display:block}.cards{grid-template-columns:3fr 2fr}.donut{flex-wrap:nowrap}.donut svg{width:7rem;height:7rem}
        .muted,.refs{font-size:8.5pt}h2{margin-top:1.4rem}
        pre{max-height:none;font-size:8pt}code{font-size:8.5pt}
        .scroll{overflow:visible}table{font-size:8.5pt}
        .scroll th,.scroll td,.scroll tbody th:first-child,td .bar{min-width:0}
        a[href^="https"]::after{content:" (" attr(href) ")";font-size:8pt;color:var(--soft)}
        }
        """
}
