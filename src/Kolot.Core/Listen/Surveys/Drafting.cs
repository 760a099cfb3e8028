using Kolot.Core.Listen.Surveys.Ready;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Changes a draft piece by piece. What was published stays as it is.</summary>
public static class Drafting
{
    /// <summary>A draft with one empty screen. Thanked is everybody from the first moment on: nobody should have to think of it.</summary>
    /// <param name="languages">Its languages; the first is the main one, in which the title is.</param>
    /// <param name="title">What customers read above it.</param>
    public static Survey Begin(IReadOnlyList<string> languages, string title) => new()
    {
        Languages = languages, Title = Wording.None.With(languages[0], title), Screens = [new()], Endings = [new() { Title = FirstWords.Thanks(languages) }],
    };

    /// <summary>Where a question stands; null where there is none of that key.</summary>
    public static (int Screen, int At)? Find(Survey survey, string key)
    {
        foreach (var (screen, one) in survey.Screens.Index())
            foreach (var (at, question) in one.Questions.Index())
                if (question.Key == key) return (screen, at);
        return null;
    }

    /// <summary>Adds a question at the end of a screen, with a key of its own, what its kind is answered with and the words that it usually has.</summary>
    public static (Survey Survey, Question Question) Add(Survey survey, int screen, QuestionKind kind)
    {
        var question = new Question { Key = Free(survey, kind), Kind = kind, Choices = Few(survey, kind), IsComment = kind == QuestionKind.Text && !survey.Questions.Any(one => one.IsComment) };
        question = question with { Headline = question.IsScore && survey.Headline is null };
        question = FirstWords.On(question, survey.Languages);
        return (OnScreen(survey, screen, questions => [.. questions, question]), question);
    }

    /// <summary>Puts another in the place of a question; where its key changed, or that of a choice, whatever speaks of it follows.</summary>
    /// <param name="survey">The draft.</param>
    /// <param name="key">The key that the question has.</param>
    /// <param name="question">The question as it becomes.</param>
    /// <param name="choices">The keys of choices that changed, each with its new one.</param>
    public static Survey Change(Survey survey, string key, Question question, IReadOnlyDictionary<string, string>? choices = null)
    {
        if (Find(survey, key) is not var (screen, _)) return survey;
        if (choices is { Count: > 0 }) survey = ChoicesRenamed(survey, key, choices);
        var changed = OnScreen(survey, screen, questions => [.. questions.Select(one => one.Key == key ? question : one)]);
        if (question.Headline) changed = EachBut(changed, question.Key, one => one with { Headline = false });
        if (question.IsComment) changed = EachBut(changed, question.Key, one => one with { IsComment = false });
        return question.Key == key ? changed : Renamed(changed, key, question.Key);
    }

    /// <summary>Takes a question away.</summary>
    public static Survey Remove(Survey survey, string key) =>
        Find(survey, key) is var (screen, _) ? OnScreen(survey, screen, questions => [.. questions.Where(question => question.Key != key)]) : survey;

    /// <summary>Puts a question on a screen: one that was taken away, or a copy. It gets another key where its own is taken, and is no second headline or comment.</summary>
    public static (Survey Survey, Question Question) Insert(Survey survey, int screen, int at, Question question)
    {
        question = question with
        {
            Key = FreeKey(survey, question.Key),
            Choices = question.Kind == QuestionKind.Statements ? Free(survey, question.Choices) : question.Choices,
            Headline = question.Headline && survey.Headline is null,
            IsComment = question.IsComment && !survey.Questions.Any(one => one.IsComment),
        };
        var on = Math.Clamp(screen, 0, survey.Screens.Count - 1);
        return (OnScreen(survey, on, questions => [.. questions.Take(Math.Max(0, at)), question, .. questions.Skip(Math.Max(0, at))]), question);
    }

    /// <summary>Puts a copy of a question after it.</summary>
    public static (Survey Survey, Question? Question) Duplicate(Survey survey, string key) =>
        Find(survey, key) is var (screen, at) ? Insert(survey, screen, at + 1, survey.Screens[screen].Questions[at]) : (survey, null);

    /// <summary>Puts a screen back that was taken away.</summary>
    public static Survey InsertScreen(Survey survey, int at, Screen screen)
    {
        var empty = survey.Screens is [{ Questions.Count: 0, ShowIf: null }];
        var changed = survey with { Screens = [.. empty ? [] : survey.Screens.Take(at), screen with { Questions = [] }, .. empty ? [] : survey.Screens.Skip(at)] };
        var place = empty ? 0 : Math.Clamp(at, 0, changed.Screens.Count - 1);
        return screen.Questions.Index().Aggregate(changed, (draft, next) => Insert(draft, place, next.Index, next.Item).Survey);
    }

    /// <summary>Changes a screen itself, not what stands on it.</summary>
    public static Survey ChangeScreen(Survey survey, int screen, Condition? showIf, bool shuffled) => survey with
    {
        Screens = [.. survey.Screens.Select((one, at) => at == screen ? one with { ShowIf = showIf, Shuffled = shuffled } : one)],
    };

    /// <summary>Moves a question to a place on a screen.</summary>
    /// <param name="survey">The draft.</param>
    /// <param name="key">Which question.</param>
    /// <param name="screen">To which screen.</param>
    /// <param name="at">Before which of those that are there without it; at the end where it lies beyond them.</param>
    public static Survey Move(Survey survey, string key, int screen, int at)
    {
        if (Find(survey, key) is not var (from, within) || screen < 0 || screen >= survey.Screens.Count) return survey;
        var question = survey.Screens[from].Questions[within];
        return OnScreen(Remove(survey, key), screen, questions => [.. questions.Take(Math.Max(0, at)), question, .. questions.Skip(Math.Max(0, at))]);
    }

    /// <summary>Moves a question one place up or down, over the border of its screen where it stands at it.</summary>
    public static Survey Step(Survey survey, string key, bool down)
    {
        if (Find(survey, key) is not var (screen, at)) return survey;
        if (down) return at + 1 < survey.Screens[screen].Questions.Count ? Move(survey, key, screen, at + 1) : Move(survey, key, screen + 1, 0);
        return at > 0 ? Move(survey, key, screen, at - 1) : Move(survey, key, screen - 1, int.MaxValue);
    }

    /// <summary>Adds an empty screen after one.</summary>
    public static Survey AddScreen(Survey survey, int after) => survey with { Screens = [.. survey.Screens.Take(after + 1), new(), .. survey.Screens.Skip(after + 1)] };

    /// <summary>Takes a screen away with all that is on it; the last one is emptied instead.</summary>
    public static Survey RemoveScreen(Survey survey, int screen) =>
        survey with { Screens = survey.Screens.Count == 1 ? [new()] : [.. survey.Screens.Where((_, at) => at != screen)] };

    /// <summary>Moves a screen one place up or down.</summary>
    public static Survey StepScreen(Survey survey, int screen, bool down)
    {
        var other = down ? screen + 1 : screen - 1;
        if (screen < 0 || other < 0 || Math.Max(screen, other) >= survey.Screens.Count) return survey;
        var screens = survey.Screens.ToArray();
        (screens[screen], screens[other]) = (screens[other], screens[screen]);
        return survey with { Screens = screens };
    }

    /// <summary>Sets a text by its place, as <see cref="SurveyCheck.Texts"/> names it.</summary>
    public static Survey Say(Survey survey, string place, string language, string? text)
    {
        if (place == "title") return survey with { Title = survey.Title.With(language, text) };
        if (place == "welcome") return survey with { Welcome = survey.Welcome.With(language, text) };
        foreach (var (at, ending) in survey.Endings.Index())
        {
            if (place == $"endings[{at}].title") return survey with { Endings = Instead(survey.Endings, at, ending with { Title = ending.Title.With(language, text) }) };
            if (place == $"endings[{at}].text") return survey with { Endings = Instead(survey.Endings, at, ending with { Text = ending.Text.With(language, text) }) };
        }

        foreach (var (screen, one) in survey.Screens.Index())
            foreach (var (at, question) in one.Questions.Index())
                if (place.StartsWith($"screens[{screen}].questions[{at}].", StringComparison.Ordinal))
                    return OnScreen(survey, screen, questions => Instead(questions, at, Say(question, place[(place.LastIndexOf("].", StringComparison.Ordinal) + 2)..], place, language, text)));
        return survey;
    }

    private static Question Say(Question question, string name, string place, string language, string? text)
    {
        foreach (var (at, choice) in question.Choices.Index())
            if (place.EndsWith($".choices[{at}].text", StringComparison.Ordinal)) return question with { Choices = Instead(question.Choices, at, choice with { Text = choice.Text.With(language, text) }) };
        return name switch
        {
            "text" => question with { Text = question.Text.With(language, text) },
            "hint" => question with { Hint = question.Hint.With(language, text) },
            "lowEnd" => question with { LowEnd = question.LowEnd.With(language, text) },
            "highEnd" => question with { HighEnd = question.HighEnd.With(language, text) },
            _ => question,
        };
    }

    private static Survey OnScreen(Survey survey, int screen, Func<IReadOnlyList<Question>, IReadOnlyList<Question>> change) => survey with
    {
        Screens = [.. survey.Screens.Select((one, at) => at == screen ? one with { Questions = change(one.Questions) } : one)],
    };

    private static Survey EachBut(Survey survey, string key, Func<Question, Question> change) => survey with
    {
        Screens = [.. survey.Screens.Select(screen => screen with { Questions = [.. screen.Questions.Select(one => one.Key == key ? one : change(one))] })],
    };

    private static Survey Renamed(Survey survey, string from, string to)
    {
        var changed = EachTest(survey, test => test.Of == from ? test with { Of = to } : test.Of.StartsWith(from + ".", StringComparison.Ordinal) ? test with { Of = to + test.Of[from.Length..] } : test);
        return changed with
        {
            Screens = [.. changed.Screens.Select(screen => screen with { Questions = [.. screen.Questions.Select(question => question.Expected == from ? question with { Expected = to } : question)] })],
        };
    }

    private static Survey ChoicesRenamed(Survey survey, string key, IReadOnlyDictionary<string, string> choices) => EachTest(survey, test =>
        test.Of == key && choices.TryGetValue(test.Value, out var value) ? test with { Value = value }
        : test.Of.StartsWith(key + ".", StringComparison.Ordinal) && choices.TryGetValue(test.Of[(key.Length + 1)..], out var field) ? test with { Of = $"{key}.{field}" }
        : test);

    private static Survey EachTest(Survey survey, Func<Test, Test> change)
    {
        Condition? Follow(Condition? condition) => condition is null ? null : condition with { Tests = [.. condition.Tests.Select(change)] };
        return survey with
        {
            Screens = [.. survey.Screens.Select(screen => screen with
            {
                ShowIf = Follow(screen.ShowIf), Questions = [.. screen.Questions.Select(question => question with { ShowIf = Follow(question.ShowIf) })],
            })],
            Endings = [.. survey.Endings.Select(ending => ending with { ShowIf = Follow(ending.ShowIf) })],
            Quotas = [.. survey.Quotas.Select(quota => quota with { Of = Follow(quota.Of) ?? quota.Of })],
        };
    }

    private static IReadOnlyList<T> Instead<T>(IReadOnlyList<T> all, int at, T one) => [.. all.Select((known, index) => index == at ? one : known)];

    // Keys that measures know are taken first.
    private static string Free(Survey survey, QuestionKind kind)
    {
        var name = kind switch { QuestionKind.Nps => "recommend", QuestionKind.Csat => "satisfied", QuestionKind.Text => "comment", _ => kind.ToString().ToLowerInvariant() };
        return FreeKey(survey, name);
    }

    private static string FreeKey(Survey survey, string name) => NextFree(name, Names(survey));

    private static HashSet<string> Names(Survey survey) => [.. survey.Questions.SelectMany(question => question.Names)];

    private static string NextFree(string name, HashSet<string> taken)
    {
        var stem = name.Length > 36 ? name[..36] : name;
        return Enumerable.Range(1, taken.Count + 1).Select(number => number == 1 ? name : $"{stem}-{number}").First(key => !taken.Contains(key));
    }

    // Each statement is an answer of its own: its key is free over the whole survey.
    private static List<Choice> Free(Survey survey, IReadOnlyList<Choice> statements)
    {
        var taken = Names(survey);
        var free = new List<Choice>();
        foreach (var statement in statements)
        {
            free.Add(statement with { Key = NextFree(statement.Key, taken) });
            taken.Add(free[^1].Key);
        }

        return free;
    }

    private static IReadOnlyList<Choice> Few(Survey survey, QuestionKind kind)
    {
        if (kind is not (QuestionKind.One or QuestionKind.Several or QuestionKind.Ranking or QuestionKind.Statements)) return [];
        var taken = kind == QuestionKind.Statements ? Names(survey) : [];
        return [.. Enumerable.Range(1, taken.Count + 3).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)).Where(key => !taken.Contains(key)).Take(3).Select(key => new Choice(key, Wording.None))];
    }
}
