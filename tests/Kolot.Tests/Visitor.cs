using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Kolot.Tests;

/// <summary>A browser or a program at the house: follows no redirects, keeps cookies, carries the form's token.</summary>
public sealed class Visitor(HttpClient client, Person? person = null) : IDisposable
{
    private bool signedIn = person is null;
    private string? token;

    /// <summary>The bare client, signed in.</summary>
    public async Task<HttpClient> Client()
    {
        await SignIn();
        return client;
    }

    public async Task<HttpResponseMessage> Get(string path)
    {
        await SignIn();
        return await client.GetAsync(path);
    }

    /// <summary>What is there, once it is made: where it is said to come again in a moment, one does, as browsers and programs do.</summary>
    public async Task<HttpResponseMessage> Ready(string path)
    {
        HttpResponseMessage? answer = null;
        await Comes.About(async () =>
        {
            answer?.Dispose();
            answer = await Get(path);
            return !answer.Headers.Contains("Refresh") && answer is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null };
        });
        return answer!;
    }

    /// <summary>A page that must be there.</summary>
    public async Task<IDocument> Page(string path)
    {
        using var answer = await Ready(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Read(answer);
    }

    /// <summary>Something as JSON that must be there.</summary>
    public async Task<JsonElement> Json(string path)
    {
        using var answer = await Ready(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends a form of our own pages.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        await SignIn();
        return await Send(path, fields);
    }

    /// <summary>Sends a form with files.</summary>
    public async Task<HttpResponseMessage> PostFiles(string path, MultipartFormDataContent content)
    {
        await SignIn();
        content.Add(new StringContent(await Token()), "__RequestVerificationToken");
        return await client.PostAsync(path, content);
    }

    public async Task<HttpResponseMessage> PostJson(string path, object body)
    {
        await SignIn();
        return await client.PostAsJsonAsync(path, body);
    }

    /// <summary>Signs in by the door, as anybody would.</summary>
    public async Task<HttpResponseMessage> Enter(string mail, string password)
    {
        var answer = await Send("/sign-in", [("mail", mail), ("password", password)]);
        token = null;
        return answer;
    }

    /// <summary>Whoever came in, or proved anew who they are, has a token of their own.</summary>
    public void TakeANewToken() => token = null;

    public static async Task<IDocument> Read(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    public void Dispose() => client.Dispose();

    private async Task SignIn()
    {
        if (signedIn || person is null) return;
        signedIn = true;
        using var answer = await Enter(person.Mail, World.Password);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> Send(string path, IEnumerable<(string Name, string Value)> fields)
    {
        var all = fields.Append(("__RequestVerificationToken", await Token())).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return await client.PostAsync(path, new FormUrlEncodedContent(all));
    }

    // Any page with a form carries a token that is good for all of them, until another account signs in.
    private async Task<string> Token()
    {
        if (token is not null) return token;
        foreach (var page in new[] { "/account", "/sign-in" })
        {
            using var answer = await client.GetAsync(page);
            if (answer.StatusCode != HttpStatusCode.OK) continue;
            var input = (await Read(answer)).QuerySelector("input[name=__RequestVerificationToken]");
            return token = input?.GetAttribute("value") ?? throw new InvalidOperationException($"{page} has no form.");
        }

        throw new InvalidOperationException("No page has a form.");
    }
}
