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
#include <algorithm>
#include <array>
#include <iostream>
#include <map>

namespace cli {

struct Verb::Inner {
    CLI::App *app;
    base::Language language;
    std::function<int()> action;
    std::string noun, name;
    std::vector<std::string> *rest = nullptr;
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

/// The command as far as it was understood: platen sheet print.
std::string command_of(CLI::App const &app) {
    auto const inner = app.get_subcommands();
    return inner.empty() ? app.get_name() : app.get_name() + " " + command_of(*inner.front());
}

/// The library keeps neither the option nor the value apart from its English sentence.
std::string after(std::string const &text, std::string_view mark) {
    auto const at = text.find(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
}

std::string before(std::string const &text, std::string_view mark) {
    return text.substr(0, text.find(mark));
}

base::Words wrong_number_of_values(std::string const &text) {
    auto const option = before(text, ":");
    if (text.find("At Most") != std::string::npos) {
        return base::words("{} 只能给一次", "{} can be given only once", option);
    }
    return text.find(" missing") != std::string::npos
               ? base::words("{} 后面缺少要给的值", "{} needs a value after it", option)
               : base::words("{} 的值的个数不对", "{} has the wrong number of values", option);
}

base::Words unknown(std::string const &word) {
    return base::words("不认识“{}”", "'{}' is not known here", word);
}

/// What is wrong with the command, naming the option.
base::Words mistake_of(CLI::ParseError const &error, CLI::App const &app) {
    std::string const text{error.what()};
    if (dynamic_cast<CLI::RequiredError const *>(&error) != nullptr) {
        auto const missing = before(text, " is required");
        if (missing != "A subcommand") {
            return base::words("缺少 {}", "{} is required", missing);
        }
        // A word that names no command is noticed later than that there is none.
        auto const left = app.remaining(true);
        return left.empty() ? base::Words{"没有说要做什么：缺少命令", "a command is missing"}
                            : unknown(left.front());
    }
    if (dynamic_cast<CLI::ExtrasError const *>(&error) != nullptr) {
        return unknown(after(text, "not expected: "));
    }
    if (dynamic_cast<CLI::ConversionError const *>(&error) != nullptr) {
        auto const what = after(text, "Could not convert: ");
        return base::words("{} 的值“{}”不对，要一个整数", "{}: '{}' is no whole number that it can take",
                           before(what, " = "), after(what, " = "));
    }
    if (dynamic_cast<CLI::ArgumentMismatch const *>(&error) != nullptr) {
        return wrong_number_of_values(text);
    }
    return base::words("命令写得不对：{}", "{}", text);
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

Verb &Verb::repeated(std::string const &name, std::vector<std::string> &target, base::Words const &help) {
    inner_->app->add_option(name, target, help.in(inner_->language))
        ->expected(1, 1)
        ->take_all()
        ->allow_extra_args(false);
    return *this;
}

Verb &Verb::whole(std::string const &name, int &target, base::Words const &help) {
    inner_->app->add_option(name, target, help.in(inner_->language));
    return *this;
}

Verb &Verb::required_whole(std::string const &name, int &target, base::Words const &help) {
    inner_->app->add_option(name, target, help.in(inner_->language))->required();
    return *this;
}

Verb &Verb::flag(std::string const &name, bool &target, base::Words const &help) {
    inner_->app->add_flag(name, target, help.in(inner_->language));
    return *this;
}

Verb &Verb::rest(std::vector<std::string> &target) {
    inner_->rest = &target;
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
    inner_->verbs.push_back(
        std::make_shared<Verb::Inner>(Verb::Inner{app, inner_->language, {}, noun, name}));
    return Verb{inner_->verbs.back()};
}

/// The library reads options behind --, too: it never gets to see what is for a verb that takes the rest.
int CommandLine::take_rest(int argc, char const *const *argv) const {
    std::vector<std::string> const words{argv, argv + argc};
    auto const end = std::find(words.begin(), words.end(), "--");
    for (auto const &verb : inner_->verbs) {
        std::array const asked{verb->noun, verb->name};
        if (verb->rest != nullptr && end != words.end() &&
            std::search(words.begin(), end, asked.begin(), asked.end()) != end) {
            verb->rest->assign(std::next(end), words.end());
            return static_cast<int>(end - words.begin());
        }
    }
    return argc;
}

int CommandLine::run(int argc, char const *const *argv, std::function<int(base::Fault const &)> const &fail) {
    try {
        inner_->app.parse(take_rest(argc, argv), argv);
    } catch (CLI::ParseError const &error) {
        if (error.get_exit_code() == 0) { // asked for the help or the version
            return inner_->app.exit(error, std::cout, std::cerr);
        }
        auto const asked = command_of(inner_->app);
        return fail(base::Fault{base::Trouble::usage, mistake_of(error, inner_->app), {}}.within(
            base::words("说明见 {} --help", "see: {} --help", asked)));
    }
    for (auto const &verb : inner_->verbs) {
        if (verb->app->parsed()) {
            return verb->action();
        }
    }
    return fail(base::fault(base::Trouble::usage, "没有说要做什么", "there is nothing to do"));
}

} // namespace cli
