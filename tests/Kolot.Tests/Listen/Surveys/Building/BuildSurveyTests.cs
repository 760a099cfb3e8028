using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Surveys.Building;

public sealed class BuildSurveyTests
{
    private const string All = $"/{World.Cafe}/surveys";
    private const string Ours = All + "/ours";

    [Theory, EveryStore]
    public async Task A_survey_is_built_from_blank_by_forms_alone_published_and_answered(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await Done(tamar.Post(All, ("ready", "blank"), ("name", "איך היה?"), ("code", "ours")));
        Assert.Contains("no questions yet", (await tamar.Page($"{Ours}?lang=en")).Body!.TextContent, StringComparison.OrdinalIgnoreCase);

        await Save(tamar, $"{Ours}/screens/1/questions?kind=Nps", ("he:text", "תמליצו?"), ("needed", "Yes"), ("headline", "true"));
        await Save(tamar, $"{Ours}/screens/1/questions?kind=One", ("he:text", "מה היה חסר?"), ("choice.0.he", "מהירות"), ("choice.1.he", "יחס"), ("choice.2.he", ""), ("key", "lacked"), ("of.0", "recommend"), ("look.0", "AtMost"), ("value.0", "6"));
        await Done(tamar.Post($"{Ours}/screens"));
        await Save(tamar, $"{Ours}/screens/2/questions?kind=Text", ("he:text", "ספרו לנו"), ("isComment", "true"));
        await Save(tamar, $"{Ours}/endings/2", ("he:title", "צר לנו"), ("offers", "Call"), ("of.0", "lacked"), ("look.0", "Is"), ("value.0", "2"));
        await Save(tamar, $"{Ours}/quotas/1", ("most", "500"), ("of.0", "recommend"), ("look.0", "AtLeast"), ("value.0", "9"));

        var page = await tamar.Page(Ours);
        Assert.Contains("״\u2068תמליצו?\u2069״ התשובה \u20686\u2069 ומטה", page.QuerySelector("#q-lacked .onlyif")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["צר לנו", "תודה רבה"], page.QuerySelectorAll("#endings h3").Select(title => title.TextContent.Trim('\u2068', '\u2069')));
        Assert.Equal(2, page.QuerySelectorAll(".flow a[href^='#screen-']").Length);
        await Done(tamar.Post($"{Ours}/versions", ("version", page.QuerySelector("input[name=version]")!.GetAttribute("value")!)));
        using var guest = world.Nobody();
        Assert.NotNull((await guest.Page($"/{World.Cafe}/s/ours")).QuerySelector("[name=recommend]"));
    }

    [Theory, EveryStore]
    public async Task One_that_is_named_in_several_languages_is_asked_in_those_alone_and_else_in_all_of_the_organisation(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var all = (await tamar.Page($"{All}?lang=he")).QuerySelectorAll("form.own input[name$=name]").Select(field => field.GetAttribute("lang")!).ToArray();
        Assert.Equal("he", all[0]);
        Assert.Contains("en", all);

        await Done(tamar.Post(All, ("ready", "blank"), ("name", "איך היה?"), ("en:name", " How was it? "), ("ru:name", ""), ("fr:name", "Alors?"), ("code", "ours")));
        var named = await Draft(world);
        Assert.Equal(["he", "en"], named.Languages);
        Assert.Equal(("איך היה?", "How was it?"), (named.Title.Exactly("he"), named.Title.Exactly("en")));

        await Done(tamar.Post(All, ("ready", "blank"), ("name", "ומה עוד?"), ("code", "more")));
        Assert.Equal(all, (await Draft(world, "more")).Languages);
    }

    [Theory, EveryStore]
    public async Task Two_who_change_different_questions_are_not_in_each_others_way_and_of_one_question_both_sides_are_shown(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "ours", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);
        var (came, score) = (await tamar.Page($"{Ours}/questions/came"), await tamar.Page($"{Ours}/questions/score"));

        await Done(tamar.Post($"{Ours}/questions/came", Typed(came, ("he:text", "באתם?"))));
        await Done(tamar.Post($"{Ours}/questions/score", Typed(score, ("he:text", "היה טוב?"))));
        using var late = await tamar.Post($"{Ours}/questions/came", Typed(came, ("he:text", "הגעתם אלינו?")));

        var page = await Visitor.Read(late);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("הגעתם אלינו?", page.QuerySelector("[name='he:text']")!.TextContent);
        Assert.Contains("באתם?", page.QuerySelector("[role=alert] table")!.TextContent, StringComparison.Ordinal);
        await Done(tamar.Post($"{Ours}/questions/came", Typed(page)));
        Assert.Equal(["הגעתם אלינו?", "היה טוב?"], (await Draft(world)).Questions.Select(question => question.Text.Exactly("he")));
    }

    [Theory, EveryStore]
    public async Task What_is_moved_copied_and_removed_stays_so_and_what_was_removed_can_be_put_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "ours", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);

        await Done(tamar.Post($"{Ours}/questions/came/copies"));
        await Done(tamar.Post($"{Ours}/questions/score/order", ("by", "up")));
        await Done(tamar.Post($"{Ours}/questions/came-2/order", ("screen", "0"), ("place", "0")));
        Assert.Equal("came-2 came score|", await Order(world));
        var gone = await tamar.Page(await Done(tamar.Post($"{Ours}/questions/came/removal")));
        Assert.Equal("came-2 score|", await Order(world));
        await Done(tamar.Post($"{Ours}/restoration", Typed(gone, "form[action$='/restoration']")));
        Assert.Equal("came-2 came score|", await Order(world));
        var without = await tamar.Page(await Done(tamar.Post($"{Ours}/screens/1/removal", Typed(await tamar.Page(Ours), "form[action$='/screens/1/removal']"))));
        Assert.Equal("", await Order(world));
        await Done(tamar.Post($"{Ours}/restoration", Typed(without, "form[action$='/restoration']")));
        Assert.Equal("came-2 came score|", await Order(world));

        using var nothing = await tamar.Post($"{Ours}/restoration", ("removed", "AAAA"));
        using var none = await tamar.Post($"{Ours}/questions/gone/removal");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (nothing.StatusCode, none.StatusCode));
    }

    [Theory, EveryStore]
    public async Task What_keeps_a_draft_from_being_published_is_told_in_words_and_leads_to_where_it_is_mended(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "ours", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);
        await Done(tamar.Post($"{Ours}/questions/came/removal"));
        await Change(world, "ours", draft => Drafting.Add(draft, 1, QuestionKind.One).Survey);

        var page = await tamar.Page($"{Ours}?lang=en");
        using var refused = await tamar.Post($"{Ours}/versions", ("version", page.QuerySelector("input[name=version]")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var faults = page.QuerySelectorAll(".ready li").Select(fault => $"{fault.QuerySelector("a")?.GetAttribute("href")} {fault.TextContent.Trim()}").ToArray();
        Assert.Contains(faults, fault => fault.StartsWith($"{Ours}/screens/2 ", StringComparison.Ordinal) && fault.EndsWith("The condition rests on a question or choice that is no longer here", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith($"{Ours}/questions/one ", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Question 2", StringComparison.Ordinal));
        Assert.DoesNotContain("screens[", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#q-one .faultline a"));

        using var typed = await tamar.Post($"{Ours}/questions/one", Typed(await tamar.Page($"{Ours}/questions/one"), ("he:text", "מה?"), ("choice.0.he", "רק אחת"), ("key", "מפתח")));
        var again = await Visitor.Read(typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, typed.StatusCode);
        Assert.Equal(("מה?", "true", "רק אחת"), (again.QuerySelector("[name='he:text']")!.TextContent, again.QuerySelector("[name=key]")!.GetAttribute("aria-invalid"), again.QuerySelector("[name='choice.0.he']")!.GetAttribute("value")));
    }

    [Theory, EveryStore]
    public async Task A_blank_survey_speaks_the_organisations_languages_and_a_question_that_was_left_unsaved_is_none(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await Done(tamar.Post(All, ("ready", "blank"), ("name", "איך היה?"), ("code", "ours")));

        var begun = await tamar.Page($"{Ours}/screens/1/questions?kind=Nps");
        Assert.Equal("עד כמה סביר שתמליצו עלינו לחברים או למשפחה?", begun.QuerySelector("[name='he:text']")!.TextContent);
        Assert.Equal(("How likely are you to recommend us to friends or family?", "Extremely likely"), (begun.QuerySelector("[name='en:text']")!.TextContent, begun.QuerySelector("[name='en:highEnd']")!.GetAttribute("value")));
        Assert.Empty((await Draft(world)).Questions);
        using var empty = await tamar.Post($"{Ours}/screens/1/questions?kind=Nps", Typed(begun, ("he:text", "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var unknown = await tamar.Get($"{Ours}/screens/1/questions?kind=77");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Empty((await Draft(world)).Questions);

        Assert.Equal(Ours, await Done(tamar.Post($"{Ours}/screens/9/questions?kind=Nps", Typed(begun))));
        var draft = await Draft(world);
        Assert.Equal(("he", "recommend", "Thank you"), (draft.Languages[0], draft.Questions.Single().Key, draft.Endings.Single().Title.Exactly("en")));
        Assert.Contains("en", draft.Languages);
        Assert.NotNull((await tamar.Page($"{Ours}/share")).QuerySelector("form[action$='/versions']"));
        Assert.NotNull((await tamar.Page($"{Ours}/preview")).QuerySelector("form[action$='/versions']"));
        await Done(tamar.Post($"{Ours}/versions", Typed(await tamar.Page($"{Ours}/texts"), "form[action$='/versions']")));
        Assert.Null((await tamar.Page(Ours)).QuerySelector(".ready"));
    }

    [Theory, EveryStore]
    public async Task Opening_and_closing_are_set_on_the_organisations_clock_and_in_that_order(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "ours", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);

        await Save(tamar, $"{Ours}/settings", ("opens", "2026-06-01T09:00"), ("closes", "2026-06-30T20:00"), ("hidden", "order\nBranch"), ("onOneScreen", "true"), ("unit", "haifa"));
        using var wrong = await tamar.Post($"{Ours}/settings", Typed(await tamar.Page($"{Ours}/settings"), ("opens", "2026-07-01T09:00"), ("name", " ")));

        var page = await Visitor.Read(wrong);
        Assert.Equal(["f-name", "f-closes"], page.QuerySelectorAll(".faults a").Select(link => link.GetAttribute("href")!.TrimStart('#')));
        Assert.Equal("2026-07-01T09:00", page.QuerySelector("[name=opens]")!.GetAttribute("value"));
        await using var store = await world.Store();
        var row = await store.Surveys.SingleAsync();
        Assert.Equal((new DateTime(2026, 6, 1, 6, 0, 0), new DateTime(2026, 6, 30, 17, 0, 0)), (row.OpensAt, row.ClosesAt));
        Assert.Equal(await world.Unit("haifa"), row.UnitId);
        var draft = SurveyJson.Read(row.Draft)!;
        Assert.Equal((true, "order branch"), (draft.OnOneScreen, string.Join(' ', draft.Hidden)));
    }

    private static async Task Change(World world, string code, Func<Survey, Survey> change)
    {
        await using var store = await world.Store();
        var row = await store.Surveys.SingleAsync(survey => survey.Code == code);
        row.Draft = SurveyJson.Write(change(SurveyJson.Read(row.Draft)!));
        await store.SaveChangesAsync();
    }

    internal static async Task<string> Done(Task<HttpResponseMessage> posting)
    {
        using var answer = await posting;
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {(answer.StatusCode == HttpStatusCode.SeeOther ? "" : (await Visitor.Read(answer)).QuerySelector("[role=alert]")?.TextContent)}");
        return answer.Headers.Location!.OriginalString.Split('#')[0];
    }

    private static async Task Save(Visitor visitor, string path, params (string Name, string Value)[] fields) => await Done(visitor.Post(path, Typed(await visitor.Page(path), fields)));

    // What a browser would send of a form, with some fields filled in.
    private static (string Name, string Value)[] Typed(IDocument page, params (string Name, string Value)[] filled) => Typed(page, "main form:has([name=was])", filled);

    private static (string Name, string Value)[] Typed(IDocument page, string form, params (string Name, string Value)[] filled) =>
    [
        .. page.QuerySelector(form)!.QuerySelectorAll("input[name]:not([type=radio], [type=checkbox]), :checked, textarea").Where(field => field.LocalName != "option" && field.GetAttribute("name") != "__RequestVerificationToken")
            .Select(field => (Name: field.GetAttribute("name") ?? "", Value: field.LocalName == "textarea" ? field.TextContent : field.GetAttribute("value") ?? ""))
            .Concat(page.QuerySelector(form)!.QuerySelectorAll("select").Select(select => (Name: select.GetAttribute("name") ?? "", Value: (select.QuerySelector("option[selected]") ?? select.QuerySelector("option"))?.GetAttribute("value") ?? "")))
            .Where(field => filled.All(one => one.Name != field.Name)),
        .. filled,
    ];

    private static async Task<Survey> Draft(World world, string code = "ours")
    {
        await using var store = await world.Store();
        return SurveyJson.Read((await store.Surveys.SingleAsync(row => row.Code == code)).Draft)!;
    }

    private static async Task<string> Order(World world) => string.Join('|', (await Draft(world)).Screens.Select(screen => string.Join(' ', screen.Questions.Select(question => question.Key))));
}
