// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/people.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/photos.hpp"
#include "photo/file_name.hpp"
#include "photo/master.hpp"
#include "policy/source.hpp"
#include "store/proof.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <array>

namespace desk {

namespace fs = std::filesystem;
using base::Trouble;
using base::words;

namespace {

struct SourceWord {
    std::string_view word;
    base::Words text;
};
std::array<SourceWord, 4> const source_words{{{"station", {"本站拍摄", "captured here"}},
                                              {"centre", {"其他采集点补拍", "captured at another centre"}},
                                              {"online", {"线上采集", "captured online"}},
                                              {"elsewhere", {"其他机构拍摄", "captured elsewhere"}}}};

/// Files that desktops leave behind; nobody means them.
bool is_litter(std::string const &name) {
    return name.starts_with(".") || name == "Thumbs.db" || name == "desktop.ini";
}

base::Result<std::vector<fs::path>> files_in(fs::path const &folder) {
    std::error_code error;
    fs::directory_iterator entries{folder, error};
    if (error) {
        return base::file_fault(error.value(), folder).within({"读取照片文件夹", "reading the photo folder"});
    }
    std::vector<fs::path> files;
    for (auto const &entry : entries) {
        if (!is_litter(entry.path().filename().string())) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// What a notice decides about photos that are refused for this; of damaged ones it says nothing.
std::string_view topic_of(std::string_view kind) {
    return kind == "too_small" ? "spec" : kind == "cannot_fit_bytes" ? "bytes" : "";
}

/// Why what the notice forbids is done all the same; empty: it is not.
struct Reasons {
    std::string replace, old;
};

class Import {
public:
    Import(Station &station, photo::Spec spec, std::vector<store::Person> people, Reasons reasons,
           Source source)
        : station_{station}, spec_{std::move(spec)}, people_{std::move(people)},
          replace_{std::move(reasons.replace)}, old_{std::move(reasons.old)}, source_{source} {
        for (std::size_t i = 0; i < people_.size(); ++i) {
            index_.add(i, people_[i].student_no, people_[i].id_no, people_[i].name);
        }
    }

    base::Result<> take(fs::path const &file) {
        report.files += 1;
        name_ = file.filename().string();
        std::error_code ignored;
        if (fs::is_symlink(fs::symlink_status(file, ignored))) {
            return refuse("symbolic_link", {"是一个快捷链接，不是照片；请放入照片文件本身",
                                            "is a symbolic link; put the photo itself there"});
        }
        if (fs::is_directory(file, ignored)) {
            return refuse("folder", {"是文件夹；文件夹里面的照片不会读取，请把照片放到这一层",
                                     "is a folder; photos inside it are not read, put them on this level"});
        }
        if (!fs::is_regular_file(file, ignored)) {
            return refuse("not_jpeg", {"不是普通文件", "is no ordinary file"});
        }
        auto const person = match();
        return person ? take_for(*person, file) : base::Result<>{};
    }
    /// Somebody says whose it is, whatever it is called.
    base::Result<> take_matched(fs::path const &file, store::Person const &person, std::string card) {
        report.files += 1;
        name_ = file.filename().string();
        card_ = std::move(card);
        return take_for(person, file);
    }

    PhotoImport report;

private:
    base::Result<> refuse(std::string kind, base::Words message) {
        report.refused += 1;
        report.findings.push_back({name_, 0, {}, std::move(kind), std::move(message)});
        return {};
    }

    store::Person const *match() {
        auto const found = index_.match(name_);
        if (found.kind == photo::Match::Kind::one) {
            return &people_[found.persons.front()];
        }
        report.unmatched += 1;
        auto const none = found.kind == photo::Match::Kind::none;
        report.findings.push_back(
            {name_,
             0,
             {},
             none ? "no_person" : "several_persons",
             none ? base::Words{"文件名对不上名册里的任何人；请用学号或身份证号命名",
                                "the name fits nobody on the roster; name it by student or ID number"}
                  : ambiguous(found)});
        return nullptr;
    }

    [[nodiscard]] base::Words ambiguous(photo::Match const &found) const {
        std::string numbers;
        for (auto person : found.persons) {
            numbers += (numbers.empty() ? "" : ", ") + people_[person].student_no;
        }
        if (found.kind == photo::Match::Kind::contradiction) {
            return words("文件名各部分指的不是同一个人（学号 {}）；请改名后再导入",
                         "the parts of the name mean different people (student numbers {}); rename it",
                         numbers);
        }
        return words("文件名对得上好几个人（学号 {}）；请用学号命名",
                     "the name fits several people (student numbers {}); name it by student number", numbers);
    }

    base::Result<> take_for(store::Person const &person, fs::path const &file) {
        constexpr std::uintmax_t most = 200U << 20U;
        auto bytes = base::read_file(file, most);
        if (!bytes && bytes.fault().kind == Trouble::bad_input) {
            return refuse("too_large_file", bytes.fault().what);
        }
        if (!bytes) {
            return refuse("unreadable", bytes.fault().what);
        }
        auto const before = store::photo_of(station_.store(), person.id);
        if (!before) {
            return base::Fault{before.fault()};
        }
        if (*before && (*before)->original == base::sha256(*bytes).hex()) {
            report.accepted += 1;
            return {};
        }
        if (*before && !may_replace(person)) {
            return {};
        }
        auto const old = too_old(station_, *bytes);
        if (!old.zh.empty() && old_.empty()) {
            return refuse("too_old", old);
        }
        auto made = photo::make_master(*bytes, spec_);
        if (auto const *refusal = std::get_if<photo::Refusal>(&made)) {
            return refuse(refusal->kind,
                          policy::by_topic(station_.profile(), topic_of(refusal->kind), refusal->message));
        }
        return accept(person, *before, *bytes, std::get<photo::Master>(made));
    }

    /// Says why not, where not.
    bool may_replace(store::Person const &person) {
        if (replace_.empty()) {
            auto message =
                words("{} 已有确认的照片；确要更换请加 --replace 原因",
                      "{} has an accepted photo; to replace it add --replace REASON", person.student_no);
            static_cast<void>(refuse("already_confirmed",
                                     policy::by_topic(station_.profile(), "retake", std::move(message))));
            return false;
        }
        auto const found = store::recapture_case(station_.store(), person.id);
        if (!found) {
            static_cast<void>(refuse("unreadable", found.fault().what));
            return false;
        }
        if (!*found && !may_supersede(station_.profile())) {
            static_cast<void>(
                refuse("already_confirmed",
                       with_rule(station_.profile(), "retake",
                                 words("{} 已有确认的照片，不能更换", "{} has a confirmed photo, which stays",
                                       person.student_no))));
            return false;
        }
        auto const sheet = store::valid_sheet(station_.store(), person.id);
        if (!sheet) {
            static_cast<void>(refuse("unreadable", sheet.fault().what));
            return false;
        }
        if (*sheet && (*sheet)->state != "failed") {
            static_cast<void>(refuse("already_printed",
                                     words("{} 的相片纸 {} 已经印了；先作废（platen sheet void）再换照片",
                                           "{} has the sheet {}; void it first (platen sheet void)",
                                           person.student_no, (*sheet)->serial)));
            return false;
        }
        return true;
    }

    /// \p before is what the person had when that was decided; whoever changed it meanwhile was first.
    base::Result<> accept(store::Person const &person, std::optional<store::Photo> const &before,
                          base::ByteView original, photo::Master const &master) {
        auto const kept_original = station_.store().keep(original);
        auto const kept_master = kept_original ? station_.store().keep(master.jpeg) : kept_original;
        if (!kept_master) {
            return base::Fault{kept_master.fault()};
        }
        auto change = station_.change();
        if (!change) {
            return std::move(change).fault();
        }
        auto const now = store::photo_of(station_.store(), person.id);
        if (!now) {
            return base::Fault{now.fault()};
        }
        if ((*now ? (*now)->original : "") != (before ? before->original : "")) {
            return refuse("already_confirmed",
                          words("{} 的照片刚刚被另一个程序收下",
                                "another program has just accepted a photo of {}", person.student_no));
        }
        auto body = base::Json::object();
        body.set("person", person.id).set("master", kept_master->hex()).set("original", kept_original->hex());
        body.set("kept", master.kept).set("note", master.note.zh);
        body.set("source", word_of(source_)).set("card", card_);
        if (!replace_.empty()) {
            body.set("replaces_because", replace_);
        }
        if (!old_.empty()) {
            body.set("old_because", old_);
        }
        if (auto noted = change->record("photo.accepted", fmt::format("person {}", person.id), body);
            !noted) {
            return noted;
        }
        if (auto done = change->commit(); !done) {
            return done;
        }
        report.accepted += 1;
        return {};
    }

    Station &station_;
    photo::Spec spec_;
    std::vector<store::Person> people_;
    std::string replace_, old_;
    Source source_;
    photo::NameIndex index_;
    std::string name_, card_;
};

/// \return not_allowed where the notice takes no photo that another institution took
base::Result<> check_source(policy::Profile const &profile, Source source) {
    if (source == Source::elsewhere && profile.photo.own_capture_only) {
        return base::Fault{
            Trouble::not_allowed,
            policy::by_topic(profile, "source",
                             {"不收其他机构拍的照片", "no photo is taken in that another institution took"}),
            {}};
    }
    return {};
}

base::Result<Import> begin_import(Station &station, std::vector<store::Person> people, Reasons reasons,
                                  Source source) {
    if (auto may = check_source(station.profile(), source); !may) {
        return std::move(may).fault();
    }
    auto spec = spec_of(station);
    if (!spec) {
        return std::move(spec).fault();
    }
    return Import{station, std::move(*spec), std::move(people), std::move(reasons), source};
}

} // namespace

std::string_view word_of(Source source) {
    return source_words.at(static_cast<std::size_t>(source)).word;
}

base::Words words_of(Source source) {
    return source_words.at(static_cast<std::size_t>(source)).text;
}

std::optional<Source> source_named(std::string_view word) {
    for (std::size_t i = 0; i < source_words.size(); ++i) {
        if (source_words.at(i).word == word) {
            return static_cast<Source>(i);
        }
    }
    return std::nullopt;
}

base::Result<PhotoImport> import_photos(Station &station, fs::path const &folder,
                                        std::string const &replace_reason, Source source,
                                        std::string const &old_because) {
    auto files = files_in(folder);
    if (!files) {
        return std::move(files).fault();
    }
    auto people = store::people(station.store(), station.campaign().id, {});
    if (!people) {
        return std::move(people).fault();
    }
    auto begun = begin_import(station, std::move(*people), {replace_reason, old_because}, source);
    if (!begun) {
        return std::move(begun).fault();
    }
    auto &import = *begun;
    for (auto const &file : *files) {
        station.setting().progress.at({"导入照片", "taking in photos"}, import.report.files, files->size());
        if (auto taken = import.take(file); !taken) {
            return std::move(taken).fault().within(
                base::words("导入“{}”时；之前的 {} 张已经存好", "taking in '{}'; the {} before it are safe",
                            file.filename().string(), import.report.accepted));
        }
    }
    station.setting().progress.at({"导入照片", "taking in photos"}, files->size(), files->size());
    return std::move(import.report);
}

base::Result<PhotoImport> import_photo(Station &station, MatchedPhoto const &photo, Source source) {
    auto const person = person_numbered(station, photo.student_no);
    if (!person) {
        return base::Fault{person.fault()};
    }
    std::error_code ignored;
    if (!fs::is_regular_file(photo.file, ignored)) {
        return base::fault(Trouble::not_found, "没有文件“{}”", "there is no file '{}'", photo.file.string());
    }
    auto begun = begin_import(station, {}, {photo.replace_reason, photo.old_because}, source);
    if (!begun) {
        return std::move(begun).fault();
    }
    if (auto taken = begun->take_matched(photo.file, *person, photo.card); !taken) {
        return std::move(taken).fault();
    }
    return std::move(begun->report);
}

} // namespace desk
