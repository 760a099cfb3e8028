using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>A study of the café that can be planned: three companies, two who ask, one who grades again.</summary>
internal static class Designing
{
    public const string Autumn = $"/{World.Cafe}/studies/autumn";

    /// <summary>Begins it by its pages.</summary>
    public static async Task<Visitor> Begin(World world)
    {
        var tamar = world.As(Cast.Tamar);
        using var begun = await tamar.Post($"/{World.Cafe}/studies", ("name", "מי עונה"), ("code", "autumn"));
        Assert.Equal($"{Autumn}/design", begun.Headers.Location!.OriginalString);
        using var ours = await tamar.Post($"{Autumn}/companies", ("name", "קפה תמר"), ("ours", "true"), ("contact_form", "cafe.example/contact"), ("mail", "hi@cafe.example"));
        using var gil = await tamar.Post($"{Autumn}/companies", ("name", "מאפיית גיל"), ("contact_form", "https://bakery.example/contact"));
        using var roza = await tamar.Post($"{Autumn}/companies", ("name", "קפה רוזה"), ("contact_form", "https://roza.example"));
        using var one = await tamar.Post($"{Autumn}/shoppers", ("name", "מאיה"), ("language", "he"));
        using var two = await tamar.Post($"{Autumn}/shoppers", ("name", "עידו"), ("language", "en"));
        using var three = await tamar.Post($"{Autumn}/shoppers", ("name", "רננה"), ("language", "he"), ("gradesAgain", "true"));
        Assert.All([ours, gil, roza], answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.All([one, two, three], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        return tamar;
    }

    /// <summary>Plans a wave of ten days from tomorrow on, as its page does.</summary>
    public static async Task<Study> Plan(World world, Visitor tamar)
    {
        var (from, until) = Days(world);
        using var shown = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        var trial = await Visitor.Read(shown);
        using var kept = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until), ("seed", trial.QuerySelector("#trial [name=seed]")!.GetAttribute("value")!), ("agreed", trial.QuerySelector("[name=agreed]")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        await using var store = await world.Store();
        return await store.Studies.SingleAsync(study => study.Code == "autumn", TestContext.Current.CancellationToken);
    }

    /// <summary>The days of that wave, as a form sends them.</summary>
    public static (string From, string Until) Days(World world) => ($"{Today(world).AddDays(1):yyyy-MM-dd}", $"{Today(world).AddDays(10):yyyy-MM-dd}");

    /// <summary>Which day it is in the café.</summary>
    public static DateOnly Today(World world) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")));
}
