using Kolot.Core.Respond.Commitments;

namespace Kolot.Core.Tests.Respond.Commitments;

public sealed class SpotCommitmentsTests
{
    // A Sunday.
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Theory]
    [InlineData("נחזור אליך עד יום שלישי.")]
    [InlineData("אני אבדוק את זה ואעדכן אותך מחר")]
    [InlineData("קיבלנו את פנייתך ונחזור אלייך בהקדם!")]
    [InlineData("אני מתחייבת שהזיכוי יופיע בחשבון עד סוף החודש.")]
    [InlineData("טכנאי מטעמנו יגיע אליך ביום רביעי.")]
    [InlineData("ההחזר הכספי יבוצע תוך 3 ימי עסקים.")]
    [InlineData("תוך שעתיים תקבלו ממני תשובה.")]
    [InlineData("מנהלת הסניף תתקשר אליך היום.")]
    [InlineData("אזכה אותך על מלוא הסכום.")]
    [InlineData("לא, אני אחזור אליך מחר.")]
    [InlineData("ניצור איתך קשר מחר בבוקר.")]
    [InlineData("I'll call you tomorrow.")]
    [InlineData("We will refund the full amount within 5 business days.")]
    [InlineData("I’ll personally look into it and get back to you by Tuesday.")]
    [InlineData("You will receive a replacement next week.")]
    [InlineData("A technician from our team will come on Wednesday.")]
    [InlineData("We're going to send you a new one today.")]
    public void What_promises_something_to_the_customer_is_found(string sentence) =>
        Assert.Equal(sentence.Length, Assert.Single(SpotCommitments.In(sentence, Today)).Length);

    [Theory]
    [InlineData("תודה שפנית אלינו.")]
    [InlineData("נחזור על כך שוב: המכשיר תקין.")]
    [InlineData("לצערנו לא נחזיר את הסכום.")]
    [InlineData("אנחנו לא נשלח טכנאי.")]
    [InlineData("לחזור אליך מחר?")]
    [InlineData("מתי נוח שנתקשר אליך?")]
    [InlineData("אם תרצה נשלח לך מכשיר חדש.")]
    [InlineData("חזרנו אליך אתמול ולא היה מענה.")]
    [InlineData("הטכנאי הגיע ביום שלישי.")]
    [InlineData("Thank you for writing to us.")]
    [InlineData("We called you yesterday.")]
    [InlineData("We will not refund this order.")]
    [InlineData("Will you send us a photo?")]
    [InlineData("Should I call you tomorrow?")]
    [InlineData("If you wish, we will send a courier.")]
    [InlineData("We'll never send your details to anyone.")]
    public void What_promises_nothing_is_left_alone(string sentence) => Assert.Empty(SpotCommitments.In(sentence, Today));

    [Fact]
    public void Each_promise_of_an_answer_is_a_sentence_of_it()
    {
        const string Text = "שלום רותי, תודה על הסבלנות. נבדוק את החיוב מול הבנק ונעדכן אותך עד יום שלישי ב-10:00. הסכום הוא 149.90 ₪!\nA courier will also arrive on 3.12. מה שלומך?";

        var found = SpotCommitments.In(Text, Today);

        Assert.Equal(
            ["נבדוק את החיוב מול הבנק ונעדכן אותך עד יום שלישי ב-10:00.", "A courier will also arrive on 3.12."],
            found.Select(one => Text.Substring(one.From, one.Length)));
        Assert.Equal(new SaidTime { Day = new(2026, 12, 1), Hour = new(10, 0) }, found[0].By);
        Assert.Equal(new SaidTime { Day = new(2026, 12, 3) }, found[1].By);
    }

    [Fact]
    public void A_very_long_text_without_an_end_is_no_promise_and_takes_no_time() =>
        Assert.Empty(SpotCommitments.In(string.Concat(Enumerable.Repeat("נחזור אליך ", 50_000)), Today));
}
