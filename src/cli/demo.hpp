// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "cli/demo_folders.hpp"
#include "cli/door.hpp"
#include "desk/demo_school.hpp"
#include "desk/printing.hpp"
#include <optional>

namespace cli {

/// As a shell wants it: quoted only where it must be.
[[nodiscard]] std::string typed(std::string const &text);
[[nodiscard]] std::string typed(std::filesystem::path const &path);

/// Goes the whole way with the made-up school, says each step in plain words with the command that does it,
/// and shows what came out.
class Demo {
public:
    Demo(Door &door, DemoFolders folders, std::string printer);
    base::Result<> run();

private:
    struct Step {
        base::Words title;
        base::Result<> (Demo::*does)();
    };
    static std::vector<Step> steps();
    base::Result<> prepare();
    base::Result<> gather(); ///< what the school hands in
    base::Result<> found();  ///< the campaign and its store
    base::Result<> refuse(); ///< a roster with mistakes
    base::Result<> enrol();  ///< the rosters as they should be
    base::Result<> take_photos();
    base::Result<> capture(); ///< somebody who has none comes to the camera
    base::Result<> come_in(desk::DemoPerson const &who);
    base::Result<> be_photographed(desk::DemoPerson const &who);
    base::Result<> print();
    base::Result<> hand_over();
    base::Result<> receive();
    base::Result<> file();
    base::Result<> find();
    base::Result<> tell_life();
    desk::PrintOrder order();
    base::Result<> print_again();
    base::Result<> verify();
    base::Result<> farewell();

    void greet();
    void headline(std::size_t number, std::size_t count, base::Words const &title);
    void say(base::Words const &words);
    void item(base::Words const &words);
    void command(std::string const &words);
    void show(base::Findings const &findings);
    base::Result<std::filesystem::path> scan(std::vector<std::string> const &listed);
    void show_differences(std::vector<std::string> const &missing, std::vector<std::string> const &extra);
    base::Result<> import_one(std::filesystem::path const &roster);
    base::Result<> compare(std::string const &old_serial, std::string const &new_serial);
    base::Result<> show_hits(std::string const &query);
    [[nodiscard]] desk::DemoPerson const &person_of(std::string const &serial) const;
    [[nodiscard]] std::vector<std::string> serials_of(std::string const &unit) const;

    Door &door_;
    DemoFolders folders_;
    std::string printer_;
    desk::DemoSchool school_;
    desk::DemoFiles files_;
    std::optional<desk::Station> station_;
    std::vector<desk::PrintedSheet> printed_;
    std::string unit_, other_unit_; ///< who gets the sheets, whose sheet gets among them
    std::string handover_;
    std::filesystem::path list_;
    std::vector<std::string> matched_;
    std::string missing_, filed_, visit_;
    base::Json summary_ = base::Json::object();
};

} // namespace cli
