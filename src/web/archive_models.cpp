// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/archive_models.hpp"

namespace web {

base::Result<Answer> paper_answer(base::Result<desk::ArchivePaper> paper) {
    if (!paper) {
        return std::move(paper).fault();
    }
    Response response;
    response.body = std::string{base::as_text(paper->bytes)};
    auto const csv = paper->name.ends_with(".csv");
    response.with("Content-Type", csv ? "text/csv; charset=utf-8" : "application/pdf");
    response.with("Content-Disposition", (csv ? "attachment" : "inline") +
                                             std::string{"; filename*=UTF-8''"} + encoded(paper->name));
    Answer answer;
    answer.raw = std::move(response);
    return answer;
}

base::Result<Answer> unopened(base::Fault const &fault) {
    return fault.kind == base::Trouble::not_found
               ? base::Result<Answer>{shown("no-campaign", base::Json::object())}
               : base::Result<Answer>{fault};
}

std::string box_path(std::string const &box) {
    return "/archive/boxes/" + encoded(box);
}

} // namespace web
