using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Kolot.Outside.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Outside.Messages;

public sealed class GatewayTests
{
    private static readonly OutgoingMessage Message = new("+972541234567", "קפה תמר: איך היה?", "he") { Template = "feedback_request", ReportsTo = new("https://voices.example/r") };

    [Fact]
    public async Task An_sms_goes_as_a_form_with_account_and_password()
    {
        await using var fake = await FakeGateway.Open();

        var outcome = await Sms(fake);

        Assert.Equal((MailEnding.Sent, "SM1"), (outcome.Ending, outcome.Id));
        var (path, authorization, body) = Assert.Single(fake.Heard);
        Assert.Equal(("/Accounts/AC1/Messages.json", $"Basic {Convert.ToBase64String("AC1:s3cret"u8)}"), (path, authorization));
        Assert.Equal(["+972541234567", "CAFE", "קפה תמר: איך היה?", "https://voices.example/r"], Form(body, "To", "From", "Body", "StatusCallback"));
    }

    [Fact]
    public async Task Its_fields_are_called_as_the_gateway_calls_them()
    {
        await using var fake = await FakeGateway.Open();
        fake.Says(HttpStatusCode.OK, """{"message_id":17}""");

        var outcome = await Sms(fake, fields: new() { ["text"] = "message", ["id"] = "message_id" });

        Assert.Equal("17", outcome.Id);
        Assert.Equal(["קפה תמר: איך היה?"], Form(fake.Heard[0].Body, "message"));
    }

    [Fact]
    public async Task WhatsApp_gets_the_name_of_a_template_and_what_fills_it_line_by_line()
    {
        await using var fake = await FakeGateway.Open();
        fake.Says(HttpStatusCode.OK, """{"messaging_product":"whatsapp","messages":[{"id":"wamid.7"}]}""");

        var outcome = await WhatsApp(fake, Message with { Text = "רותי\nhttps://voices.example/a/x" });

        Assert.Equal((MailEnding.Sent, "wamid.7"), (outcome.Ending, outcome.Id));
        Assert.Equal(("/v1/555/messages", "Bearer s3cret"), (fake.Heard[0].Path, fake.Heard[0].Authorization));
        var json = JsonDocument.Parse(fake.Heard[0].Body).RootElement;
        var template = json.GetProperty("template");
        Assert.Equal(("whatsapp", "972541234567", "template"), (json.GetProperty("messaging_product").GetString(), json.GetProperty("to").GetString(), json.GetProperty("type").GetString()));
        Assert.Equal(("feedback_request", "he"), (template.GetProperty("name").GetString(), template.GetProperty("language").GetProperty("code").GetString()));
        Assert.Equal(["רותי", "https://voices.example/a/x"], template.GetProperty("components")[0].GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData(429, "", MailEnding.Later, "busy", false)]
    [InlineData(503, "", MailEnding.Later, "busy", false)]
    [InlineData(500, "oops", MailEnding.Uncertain, "gateway", false)]
    [InlineData(401, """{"code":20003,"message":"Authenticate"}""", MailEnding.Refused, "sign_in", false)]
    [InlineData(400, """{"code":21211,"message":"Invalid 'To'"}""", MailEnding.Refused, "gateway", true)]
    [InlineData(400, """{"code":21610,"message":"unsubscribed"}""", MailEnding.Refused, "gateway", false)]
    [InlineData(400, "not json at all", MailEnding.Refused, "gateway", false)]
    [InlineData(302, "", MailEnding.Refused, "gateway", false)]
    public async Task What_a_gateway_says_tells_a_bad_number_from_a_bad_account_and_a_bad_day(int status, string body, MailEnding ending, string reason, bool ofReader)
    {
        await using var fake = await FakeGateway.Open();
        fake.Says((HttpStatusCode)status, body);

        var outcome = await Sms(fake);

        Assert.Equal((ending, reason, ofReader), (outcome.Ending, outcome.Reason, outcome.IsOfReader));
        Assert.Equal(body.Contains("21610", StringComparison.Ordinal), outcome.IsUnwanted);
        Assert.Single(fake.Heard);
    }

    [Theory]
    [InlineData(400, """{"error":{"code":131026,"message":"undeliverable"}}""", MailEnding.Refused, "gateway", true)]
    [InlineData(401, """{"error":{"code":190,"message":"token expired"}}""", MailEnding.Refused, "sign_in", false)]
    [InlineData(404, """{"error":{"code":132001,"message":"no such template"}}""", MailEnding.Refused, "template", false)]
    [InlineData(400, """{"error":{"code":130429,"message":"rate"}}""", MailEnding.Later, "busy", false)]
    [InlineData(200, "", MailEnding.Uncertain, "strange_answer", false)]
    public async Task So_does_WhatsApp(int status, string body, MailEnding ending, string reason, bool ofReader)
    {
        await using var fake = await FakeGateway.Open();
        fake.Says((HttpStatusCode)status, body);

        var outcome = await WhatsApp(fake, Message);

        Assert.Equal((ending, reason, ofReader), (outcome.Ending, outcome.Reason, outcome.IsOfReader));
    }

    [Fact]
    public async Task A_gateway_that_asks_for_time_gets_it()
    {
        await using var fake = await FakeGateway.Open();
        fake.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "90");
            return Task.CompletedTask;
        };

        Assert.Equal(TimeSpan.FromSeconds(90), (await Sms(fake)).Wait);
    }

    [Fact]
    public async Task One_that_answers_too_late_or_hangs_up_may_have_taken_it_and_is_asked_once()
    {
        await using var fake = await FakeGateway.Open();
        fake.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var slow = await Sms(fake, TimeSpan.FromMilliseconds(200));
        fake.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var cut = await Sms(fake);

        Assert.Equal((MailEnding.Uncertain, MailEnding.Uncertain), (slow.Ending, cut.Ending));
        Assert.Equal(2, fake.Heard.Count);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/{account}", true, MailEnding.Later, "no_answer")]
    [InlineData("http://127.0.0.1:1/{account}", false, MailEnding.Refused, "private_address")]
    [InlineData("http://169.254.169.254/latest", true, MailEnding.Refused, "private_address")]
    public async Task No_secret_leaves_for_where_nobody_should_go(string address, bool open, MailEnding ending, string reason)
    {
        var outcome = await new SmsGateway(Client(open)).Send(new(address, "AC1", "CAFE", "s3cret"), Message, TestContext.Current.CancellationToken);

        Assert.Equal((ending, reason), (outcome.Ending, outcome.Reason));
    }

    [Fact]
    public void A_report_is_believed_where_the_gateway_signed_all_of_it()
    {
        // The worked example in the provider's documentation of request validation.
        const string address = "https://example.com/myapp";
        const string body = "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212&MessageSid=SM7&MessageStatus=delivered";
        var made = Convert.ToBase64String(CryptographicOperations.HmacData(HashAlgorithmName.SHA1, "12345"u8, Encoding.UTF8.GetBytes($"{address}CallSidCA1234567890ABCDECaller+12349013030Digits1234From+12349013030MessageSidSM7MessageStatusdeliveredTo+18005551212")));
        var gateway = new SmsGateway(Client(true));
        var account = new GatewayAccount(address, "AC1", "CAFE", "12345");

        var reports = gateway.Read(account, new(address, Encoding.UTF8.GetBytes(body), made), "12345");

        Assert.Equal(("SM7", "delivered"), (Assert.Single(reports!).Id, reports![0].Status));
        Assert.Null(gateway.Read(account, new(address, Encoding.UTF8.GetBytes(body + "&x=1"), made), "12345"));
        Assert.Null(gateway.Read(account, new(address + "?x", Encoding.UTF8.GetBytes(body), made), "12345"));
        Assert.Null(gateway.Read(account, new(address, Encoding.UTF8.GetBytes(body), null), "12345"));
        Assert.Null(gateway.Read(account, new(address, Encoding.UTF8.GetBytes(body), "!!"), "12345"));
    }

    [Fact]
    public void WhatsApp_signs_what_it_sends_byte_by_byte()
    {
        var body = Encoding.UTF8.GetBytes("""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"555"},"statuses":[
            {"id":"wamid.1","status":"delivered","timestamp":"1700000000","recipient_id":"972541234567"},
            {"id":"wamid.2","status":"failed","timestamp":"x","errors":[{"code":131026,"title":"Message undeliverable"}]},{"status":"sent"},7]}},
            {"field":"messages","value":{"metadata":{"phone_number_id":"777"},"statuses":[{"id":"wamid.3","status":"read"}]}}]}]}
            """);
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("app"u8, body));
        var gateway = new WhatsAppGateway(Client(true));
        var account = new GatewayAccount("https://graph.example/v1", "555", "", "token");

        var reports = gateway.Read(account, new("", body, signature), "app");

        Assert.Equal(["wamid.1 delivered False", "wamid.2 failed True"], reports!.Select(report => $"{report.Id} {report.Status} {report.IsOfReader}"));
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), reports![0].At);
        Assert.Null(gateway.Read(account, new("", [.. body, (byte)' '], signature), "app"));
        Assert.Null(gateway.Read(account, new("", body, signature), "other"));
    }

    private static Task<MessageOutcome> Sms(FakeGateway fake, TimeSpan? patience = null, Dictionary<string, string>? fields = null) =>
        new SmsGateway(Client(true, patience)).Send(new($"{fake.Address}/Accounts/{{account}}/Messages.json", "AC1", "CAFE", "s3cret") { Fields = fields ?? [] }, Message, TestContext.Current.CancellationToken);

    private static Task<MessageOutcome> WhatsApp(FakeGateway fake, OutgoingMessage message) =>
        new WhatsAppGateway(Client(true)).Send(new($"{fake.Address}/v1", "555", "", "s3cret"), message, TestContext.Current.CancellationToken);

    private static GatewayClient Client(bool open, TimeSpan? patience = null) =>
        new(new(Options.Create(new OutsideSettings { PrivateAddresses = open }))) { Patience = patience ?? TimeSpan.FromSeconds(20) };

    private static string[] Form(string body, params string[] names)
    {
        var form = QueryHelpers.ParseQuery(body);
        return [.. names.Select(name => form[name].ToString())];
    }
}
