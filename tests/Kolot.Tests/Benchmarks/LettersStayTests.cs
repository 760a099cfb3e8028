using System.Text.Json;
using Kolot.Benchmarks.Findings;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>The letter by which a company is told that is not named is given once.</summary>
public sealed class LettersStayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Letters_stay_when_companies_are_added_before_a_result_is_told_again(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("ours");
        var before = await Told(made);
        using var tamar = made.World.As(Cast.Tamar);
        using var key = await made.World.Key(Right.RunStudies);

        using var back = await tamar.Post($"{Researched.Page}/publication/end");
        using var added = await tamar.Post($"{Researched.Page}/companies", ("name", "אבן קפה"), ("mail", "a@even.example"));
        using var brought = await key.PostJson($"/api/v1{Researched.Page}/companies", new { companies = Enumerable.Range(1, 9).Select(number => new { name = $"חדשה {number}" }) });
        await made.Publish("ours");

        Assert.Equal(before, await Told(made, 5));
        Assert.Equal((15, 15), ((await Letters(made)).Count, (await Letters(made)).Distinct().Count()));
    }

    [Theory, EveryStore]
    public async Task Letters_stay_whosever_names_are_told_meanwhile(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("ours");
        var before = await Told(made);

        await made.Publish("all");
        await made.Publish("none");

        var after = await Told(made, 6);
        Assert.Equal(before.OrderBy(one => one.Key), after.Where(one => before.ContainsKey(one.Key)).OrderBy(one => one.Key));
        Assert.Equal(6, after.Values.Distinct().Count());
    }

    [Theory, EveryStore]
    public async Task A_company_is_the_same_letter_on_the_page_in_files_for_programs_and_in_both_languages(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("none");
        using var nobody = made.World.Nobody();

        var hebrew = await League(nobody, "he");
        var english = await League(nobody, "en");

        Assert.Equal(hebrew.Select(one => one.Place), english.Select(one => one.Place));
        Assert.Equal(hebrew.Select(one => "אבגדהו".IndexOf(one.Name.Split(' ')[1][0], StringComparison.Ordinal)), english.Select(one => "ABCDEF".IndexOf(one.Name.Split(' ')[1][0], StringComparison.Ordinal)));
        var page = (await Researched.Read(nobody, $"{Researched.Report}?lang=en")).Body!.TextContent;
        Assert.All(english, one => Assert.Contains(one.Name, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_there_are_more_than_letters_all_are_numbers_and_letters_stay_where_a_study_outgrows_them()
    {
        Language.Speak("en");
        var many = Companies(23);
        NamesTold.Give(many, NamesShown.None);
        Assert.Equal(Enumerable.Range(1, 23).Select(number => $"Company {number}").Order(), Names(many).Order());

        var grown = Companies(22);
        NamesTold.Give(grown, NamesShown.None);
        var before = Names(grown);
        StudyCompany[] more = [.. grown, .. Companies(2, from: 23)];
        NamesTold.Give(more, NamesShown.None);
        Assert.Equal([.. before, "Company 1", "Company 2"], [.. Names(more)[..22], .. Names(more)[22..].Order()]);
    }

    [Fact]
    public void Letters_follow_neither_the_alphabet_nor_the_order_of_the_list()
    {
        Language.Speak("en");
        // Forty studies of six: of a rule that anybody could guess all of them would be in order.
        var inOrder = Enumerable.Range(0, 40).Count(_ =>
        {
            var companies = Companies(6);
            NamesTold.Give(companies, NamesShown.None);
            return Names(companies).SequenceEqual(Names(companies).Order());
        });
        Assert.InRange(inOrder, 0, 3);
    }

    private static string[] Names(IReadOnlyList<StudyCompany> companies) => [.. companies.Select(company => NamesTold.By(companies, NamesShown.None).Of(company.Id))];

    private static StudyCompany[] Companies(int count, int from = 1) => [.. Enumerable.Range(from, count).Select(number => new StudyCompany { Id = Guid.CreateVersion7(), Number = number, Name = $"{(char)('a' + number)}", Addresses = "{}" })];

    // By how it fared, which tells each of these companies from the others.
    private static async Task<Dictionary<string, string>> Told(Researched made, int most = 5)
    {
        using var nobody = made.World.Nobody();
        return (await League(nobody, "he")).Where(one => one.Name != "קפה תמר").OrderBy(one => one.Place).Take(most).ToDictionary(one => one.Fared, one => one.Name);
    }

    private static async Task<List<(string Name, int? Place, string Fared)>> League(Visitor reader, string language) =>
        [.. (await reader.Json($"{Researched.Report}/result.json?lang={language}")).GetProperty("league").EnumerateArray().Where(row => row.GetProperty("answered").GetProperty("of").GetInt32() > 0)
            .Select(row => (row.GetProperty("company").GetString()!, row.GetProperty("place").ValueKind == JsonValueKind.Number ? row.GetProperty("place").GetInt32() : (int?)null, $"{row.GetProperty("outcomes")} {row.GetProperty("answered")} {row.GetProperty("median")}"))];

    private static async Task<List<int?>> Letters(Researched made)
    {
        await using var store = await made.World.Store();
        return await store.StudyCompanies.Where(company => company.Letter != null).Select(company => company.Letter).ToListAsync(Cancel);
    }
}
