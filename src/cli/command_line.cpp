// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.hpp"
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#endif
#include <CLI/CLI.hpp>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
#include <iostream>
#include <map>

namespace cli {

struct Verb::Inner {
    CLI::App *app;
    base::Language language;
    std::function<int()> action;
};

struct CommandLine::Inner {
    base::Language language;
    CLI::App app;
    std::map<std::string, CLI::App *> nouns;
    std::vector<std::shared_ptr<Verb::Inner>> verbs;

    [[nodiscard]] std::string commands() const {
        return language == base::Language::zh ? "命令" : "Commands";
    }
};

namespace {

/// The library's own headings, in the language at hand.
void set_headings(CLI::App &app, base::Language language) {
    auto formatter = std::make_shared<CLI::Formatter>();
    formatter->column_width(34);
    if (language == base::Language::zh) {
        formatter->label("Usage", "用法");
        formatter->label("OPTIONS", "选项");
        formatter->label("SUBCOMMAND", "命令");
        formatter->label("SUBCOMMANDS", "命令");
        formatter->label("Positionals", "参数");
        formatter->label("REQUIRED", "必填");
        // One column wide each: the library counts bytes when it lines the help up.
        formatter->label("TEXT", "X");
        formatter->label("INT", "N");
    }
    app.formatter(formatter);
    app.option_defaults()->group(language == base::Language::zh ? "选项" : "Options");
}

/// Every subcommand has a help flag of its own; the library names and groups it in English.
void localise_help(CLI::App &app, base::Language language) {
    auto const zh = language == base::Language::zh;
    app.set_help_flag("-h,--help", zh ? "显示这份说明" : "show this help")->group(zh ? "选项" : "Options");
}

} // namespace

Verb &Verb::option(std::string const &name, std::string &target, base::Words const &help, bool required) {
    auto *option = inner_->app->add_option(name, target, help.in(inner_->language));
    if (required) {
        option->required();
    }
    return *this;
}

Verb &Verb::text(std::string const &name, std::string &target, base::Words const &help) {
    return option(name, target, help, false);
}

Verb &Verb::required_text(std::string const &name, std::string &target, base::Words const &help) {
    return option(name, target, help, true);
}

Verb &Verb::texts(std::string const &name, std::vector<std::string> &target, base::Words const &help) {
    inner_->app->add_option(name, target, help.in(inner_->language));
    return *this;
}

Verb &Verb::whole(std::string const &name, int &target, base::Words const &help) {
    inner_->app->add_option(name, target, help.in(inner_->language));
    return *this;
}

Verb &Verb::flag(std::string const &name, bool &target, base::Words const &help) {
    inner_->app->add_flag(name, target, help.in(inner_->language));
    return *this;
}

Verb &Verb::does(std::function<int()> action) {
    inner_->action = std::move(action);
    return *this;
}

CommandLine::CommandLine(base::Language language, base::Words const &about, std::string const &version)
    : inner_{std::make_unique<Inner>()} {
    inner_->language = language;
    auto &app = inner_->app;
    app.name("platen");
    app.description(about.in(language));
    set_headings(app, language);
    localise_help(app, language);
    app.set_version_flag("--version", version,
                         language == base::Language::zh ? "显示版本" : "show the version");
    app.require_subcommand(1);
    app.fallthrough();
}

CommandLine::~CommandLine() = default;

void CommandLine::common_text(std::string const &name, std::string &target, base::Words const &help) {
    inner_->app.add_option(name, target, help.in(inner_->language));
}

void CommandLine::common_flag(std::string const &name, bool &target, base::Words const &help) {
    inner_->app.add_flag(name, target, help.in(inner_->language));
}

void CommandLine::noun(std::string const &name, base::Words const &help) {
    auto *app = inner_->app.add_subcommand(name, help.in(inner_->language));
    app->group(inner_->commands());
    localise_help(*app, inner_->language);
    app->require_subcommand(1);
    app->fallthrough();
    inner_->nouns.emplace(name, app);
}

Verb CommandLine::verb(std::string const &noun, std::string const &name, base::Words const &help) {
    auto &parent = noun.empty() ? inner_->app : *inner_->nouns.at(noun);
    auto *app = parent.add_subcommand(name, help.in(inner_->language));
    app->group(inner_->commands());
    localise_help(*app, inner_->language);
    app->fallthrough();
    inner_->verbs.push_back(std::make_shared<Verb::Inner>(Verb::Inner{app, inner_->language, {}}));
    return Verb{inner_->verbs.back()};
}

int CommandLine::run(int argc, char const *const *argv) {
    constexpr int usage = 2;
    try {
        inner_->app.parse(argc, argv);
    } catch (CLI::ParseError const &error) {
        auto const asked_for_help = error.get_exit_code() == 0;
        inner_->app.exit(error, std::cout, std::cerr);
        if (!asked_for_help && inner_->language == base::Language::zh) {
            std::cerr << "命令写得不对；说明见 platen --help\n";
        }
        return asked_for_help ? 0 : usage;
    }
    for (auto const &verb : inner_->verbs) {
        if (verb->app->parsed()) {
            return verb->action();
        }
    }
    return usage;
}

} // namespace cli
