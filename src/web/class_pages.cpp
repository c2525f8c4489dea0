// SPDX-License-Identifier: GPL-3.0-or-later
// Who of a class has nothing in the archives, and why.
#include "base/text.hpp"
#include "desk/class_check.hpp"
#include "web/archive_models.hpp"

namespace web {

using base::Json;

namespace {

base::Result<desk::ClassCheck> asked(Visit const &visit, desk::Station &station) {
    auto const &query = visit.request.query;
    return desk::check_class(station, std::string{base::trimmed(query.of("unit"))},
                             std::string{base::trimmed(query.of("class"))});
}

base::Result<Answer> class_check(Visit &visit) {
    auto station = visit.station();
    auto const check = station ? asked(visit, **station) : base::Fault{station.fault()};
    if (!check) {
        return base::Fault{check.fault()};
    }
    auto list = Json::list();
    for (auto const &[line, why] : check->not_here) {
        auto const &sheet = line.found.sheet;
        auto one = Json::object();
        one.set("student_no", line.found.person.student_no).set("name", line.found.person.name);
        one.set("why", why.in(visit.language)).set("serial", sheet ? sheet->serial : "");
        one.set("has_sheet", sheet.has_value()).set("signed_by", sheet ? sheet->signed_by : "");
        one.set("since_text", sheet ? sheet->moved_at.local_date() : "");
        list.add(one);
    }
    auto model = Json::object();
    model.set("unit", check->unit).set("class", check->class_name).set("people", check->list.lines.size());
    model.set("here", check->here).set("missing", check->not_here.size()).set("not_here", list);
    model.set("any", !check->not_here.empty()).set("unit_url", encoded(check->unit));
    return shown("class-check", std::move(model.set("class_url", encoded(check->class_name))));
}

base::Result<Answer> class_paper(Visit &visit) {
    auto station = visit.station();
    auto const check = station ? asked(visit, **station) : base::Fault{station.fault()};
    auto pdf = check ? desk::class_list_pdf(**station, check->list) : base::Fault{check.fault()};
    return pdf ? paper_answer(desk::ArchivePaper{check->class_name + " 相片纸清单.pdf", std::move(*pdf)})
               : std::move(pdf).fault();
}

} // namespace

void add_class_pages(Handlers &handlers) {
    handlers.insert({{"class_check", class_check}, {"class_paper", class_paper}});
}

} // namespace web
